// Checks a receipt or a promise: takes its bytes, asks nobody, sends nothing.
//
// It does what tracker/proof and script/verify_receipt.py do, in the same order and in the same
// words, which stand in the page. The formats are those of docs/receipts.md.
import {
  HASH_BYTES,
  INSTANT,
  NUMBER,
  Refused,
  bytesOf,
  decoded,
  fits,
  hasKeys,
  hexOf,
  openNote,
  readNote,
  readObject,
  refuse,
  sha256,
  textOf,
  words,
} from "./notes.js";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const RECEIPT_PARTS = ["form", "signature", "origin", "tree", "opening"];
const PROMISE_PARTS = ["form", "signature", "origin"];
const LONGEST = 1_000_000; // bytes of a file
const LONGEST_LEAF = 65_535; // bytes of an entry
const MOST_HASHES = 63;

const HEAD = new RegExp(`^${FIRST_LINE.replace(".", "\\.")}\\nextra ([^\\n]+)\\nindex ${NUMBER}((?:\\n[^\\n]+)*)$`);
const HEX64 = /^[0-9a-f]{64}$/;
const PROMISE = new RegExp(
  "^(?<origin>[^\\n]+)/promise\\n" +
    "statement (?<statement>[^ \\n]+)\\n" +
    "revision (?<revision>[0-9a-f]{64})\\n" +
    "reference (?<reference>[^ \\n]+)\\n" +
    "claimed (?<claimed>[^ \\n]+)\\n" +
    `received (?<received>${INSTANT})\\n` +
    "event (?<event>[1-9][0-9]{0,18})\\n$",
);

const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const same = (one, other) => hexOf(one) === hexOf(other);

// --- The tree ------------------------------------------------------------------------------------

const nodeHash = (left, right) => sha256([1], left, right);

// RFC 9162, 2.1.3.2. Numbers are BigInt: a log may have more entries than a Number can count.
const leadsToRoot = async (leaf, index, size, proof, root) => {
  let [place, last, found] = [index, size - 1n, await sha256([0], bytesOf(leaf))];
  for (const beside of proof) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      found = await nodeHash(beside, found);
      while (place && !(place & 1n)) [place, last] = [place >> 1n, last >> 1n];
    } else {
      found = await nodeHash(found, beside);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && same(found, root);
};

const readCheckpoint = (text) => {
  const lines = text.split("\n");
  if (lines.pop() || lines.length < 3 || !lines.every(Boolean)) refuse("checkpoint-lines");
  const root = decoded(lines[2]);
  const isSize = new RegExp(`^${NUMBER}$`).test(lines[1]);
  if (!isSize || !root || root.length !== HASH_BYTES) refuse("checkpoint-values");
  return { origin: lines[0], size: BigInt(lines[1]), root };
};

// --- Receipts ------------------------------------------------------------------------------------

const readLeaf = (text) => {
  const leaf = readObject(text);
  const closed = ["event", "kept", "recorded_at", "shown", "v"];
  const isOpen = hasKeys(leaf, ...closed, "facts", "kind");
  const isKnown = isOpen || hasKeys(leaf, ...closed);
  if (!isKnown || bytesOf(text).length > LONGEST_LEAF) refuse("leaf-fields");
  const isFacts = typeof leaf.facts === "object" && leaf.facts !== null && !Array.isArray(leaf.facts);
  const isRight =
    leaf.v === 1 &&
    Number.isSafeInteger(leaf.event) &&
    leaf.event > 0 &&
    fits(HEX64, leaf.kept) &&
    fits(HEX64, leaf.shown) &&
    fits(new RegExp(`^${INSTANT}$`), leaf.recorded_at) &&
    (!isOpen || (typeof leaf.kind === "string" && isFacts));
  if (!isRight) refuse("leaf-values");
  return leaf;
};

const readExtra = (code) => {
  const extra = readObject(textOf(decoded(code) ?? new Uint8Array(), "not-canonical"));
  if (extra.opening !== undefined && extra.opening !== null) {
    const { opening } = extra;
    const isObject = typeof opening === "object" && !Array.isArray(opening);
    if (!isObject || !hasKeys(opening, "content", "salt")) refuse("opening-form");
    if (typeof opening.content !== "string" || !fits(HEX64, opening.salt)) refuse("opening-form");
    readObject(opening.content);
  }
  const isKnown = Object.keys(extra).every((key) => key === "leaf" || key === "opening");
  if (typeof extra.leaf !== "string" || !isKnown) refuse("no-entry");
  return extra;
};

const readReceipt = (file) => {
  if (file.length > LONGEST) refuse("too-long");
  const text = textOf(file, "not-utf-8");
  const end = text.indexOf("\n\n");
  const match = HEAD.exec(end < 0 ? text : text.slice(0, end));
  if (!match) refuse("receipt-lines");
  const proof = match[3].split("\n").slice(1).map(decoded);
  const areHashes = proof.every((one) => one && one.length === HASH_BYTES);
  if (!areHashes || proof.length > MOST_HASHES) refuse("not-a-hash");
  const note = end < 0 ? "" : text.slice(end + 2);
  const checkpoint = readCheckpoint(readNote(note).text);
  const extra = readExtra(match[1]);
  return { index: BigInt(match[2]), proof, note, checkpoint, ...extra, said: readLeaf(extra.leaf) };
};

async function* receiptSteps(file, keys) {
  const { leaf, index, proof, note, checkpoint, opening, said: entry } = readReceipt(file);
  yield words("receipt-form");
  const opened = await openNote(note, keys);
  const aside = opened.ignored.length ? ` ${words("left-aside", { names: opened.ignored.join(", ") })}` : "";
  yield words("signed", { keys: opened.keys.map((key) => key.text).join(", ") }) + aside;
  const about = { origin: checkpoint.origin, names: namesOf(opened.keys), index, size: checkpoint.size };
  if (!opened.keys.some((key) => key.name === checkpoint.origin)) refuse("checkpoint-of-another", about);
  yield words("checkpoint-of", about);
  if (index >= checkpoint.size) refuse("beyond-size", about);
  if (!(await leadsToRoot(leaf, index, checkpoint.size, proof, checkpoint.root))) refuse("no-way", about);
  yield words("stands", about);
  if (!opening) return;
  const made = await sha256(unhex(opening.salt), bytesOf(opening.content));
  if (hexOf(made) !== entry.shown) refuse("not-opened");
  yield words("opened");
}

const namesOf = (keys) => [...new Set(keys.map((key) => key.name))].sort().join(", ");

const receiptSays = (file) => {
  const { checkpoint, opening, said: entry } = readReceipt(file);
  const about = { origin: checkpoint.origin, ...entry };
  const isClosed = !opening && entry.kind === undefined;
  return {
    content: opening ? opening.content : "",
    proven: [words("proven-entry", about), words("proven-fixed"), ...(opening ? [words("proven-content")] : [])],
    notProven: [...(isClosed ? [words("not-what")] : []), words("not-who"), words("not-true"), words("not-same")],
  };
};

// --- Promises ------------------------------------------------------------------------------------

const readPromise = (file) => {
  const note = textOf(file, "not-utf-8");
  const match = PROMISE.exec(readNote(note).text);
  if (!match) refuse("promise-lines");
  return { note, ...match.groups };
};

async function* promiseSteps(file, keys) {
  const promise = readPromise(file);
  yield words("promise-form");
  const opened = await openNote(promise.note, keys);
  yield words("signed", { keys: opened.keys.map((key) => key.text).join(", ") });
  const about = { origin: promise.origin, names: namesOf(opened.keys) };
  if (!opened.keys.some((key) => key.name === promise.origin)) refuse("promise-of-another", about);
  yield words("promise-of", about);
}

const promiseSays = (file) => {
  const promise = readPromise(file);
  return {
    content: "",
    proven: ["promised", "promised-wording", "promised-event"].map((name) => words(name, promise)),
    notProven: ["not-in-log", "not-who-promised", "not-date"].map((name) => words(name, promise)),
  };
};

// --- Whatever file it is -------------------------------------------------------------------------

const KINDS = {
  receipt: { names: RECEIPT_PARTS, steps: receiptSteps, says: receiptSays },
  promise: { names: PROMISE_PARTS, steps: promiseSteps, says: promiseSays },
};

// After a refusal no further part is looked at.
const lookedAt = async (names, steps) => {
  const parts = [];
  try {
    for await (const told of steps) parts.push({ name: names[parts.length], passed: true, words: told });
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    const unseen = names.slice(parts.length + 1);
    parts.push({ name: names[parts.length], passed: false, words: refused.message });
    parts.push(...unseen.map((name) => ({ name, passed: null, words: words("unseen") })));
  }
  return parts;
};

const kindOf = (file) => {
  const first = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file).split("\n", 1)[0];
  if (first === FIRST_LINE) return "receipt";
  return first.endsWith("/promise") ? "promise" : "unknown";
};

// What came of it: each part with `passed` (null: not looked at) and words, and what is proven.
export const checkFile = async (file, keys) => {
  const kind = kindOf(file);
  if (kind === "unknown")
    return verdict(kind, [{ name: "form", passed: false, words: words("unknown-file") }]);
  const { names, steps, says } = KINDS[kind];
  const parts = await lookedAt(names, steps(file, keys));
  return verdict(kind, parts, parts.every((part) => part.passed) ? says(file) : {});
};

const verdict = (kind, parts, { content = "", proven = [], notProven = [] } = {}) => ({
  kind,
  parts,
  holds: parts.every((part) => part.passed),
  content,
  proven,
  notProven,
});
