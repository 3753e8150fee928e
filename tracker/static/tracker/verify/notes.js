// What receipts and promises are made of: JSON and base64 in one form, keys, and signed notes.

const LONGEST_NOTE = 100_000; // characters of what is signed
const MOST_SIGNATURES = 64;
export const HASH_BYTES = 32;
const ED25519 = 1; // the kind of signature, as C2SP numbers them

export const NUMBER = "(0|[1-9][0-9]{0,18})";
export const INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
const KEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;
const CONTROLS = /[\x00-\x09\x0b-\x1f]/;

// --- Words: the page holds them, in its language -------------------------------------------------

const said = document.getElementById("words").content.querySelectorAll("[data-word]");
const WORDS = new Map([...said].map((one) => [one.dataset.word, one.textContent]));
export const words = (name, about = {}) =>
  WORDS.get(name).replace(/%\((\w+)\)s/g, (_all, key) => about[key]);

export class Refused extends Error {}
export const refuse = (name, about) => {
  throw new Refused(words(name, about));
};

// --- Bytes ---------------------------------------------------------------------------------------

export const bytesOf = (text) => new TextEncoder().encode(text);
export const hexOf = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
export const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));

export const textOf = (bytes, otherwise) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(otherwise);
  }
};

// Base64 in its one form; null for anything else.
export const decoded = (text) => {
  try {
    const letters = atob(text);
    return btoa(letters) === text ? Uint8Array.from(letters, (one) => one.charCodeAt(0)) : null;
  } catch {
    return null;
  }
};

// --- JSON in its one form ------------------------------------------------------------------------

const canonical = (value) => {
  if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) return `${value}`;
  if (typeof value === "string" && value.isWellFormed()) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return refuse("not-canonical");
  const pairs = Object.keys(value).sort().map((key) => `${canonical(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
};

export const readObject = (text) => {
  let value = null;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("not-canonical");
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject || canonical(value) !== text) refuse("not-canonical");
  return value;
};

export const hasKeys = (object, ...keys) => canonical(Object.keys(object).sort()) === canonical(keys.sort());
export const fits = (pattern, value) => typeof value === "string" && pattern.test(value);

// --- Keys and signed notes -----------------------------------------------------------------------

const isName = (name) => name !== "" && !/[\p{White_Space}\x1c-\x1f+]/u.test(name);

const readKey = async (line) => {
  const match = KEY.exec(line);
  const data = match && decoded(match[3]);
  if (!data || data[0] !== ED25519) refuse("not-a-key");
  if (!isName(match[1]) || data.length !== 1 + HASH_BYTES) refuse("not-a-name");
  const id = hexOf((await sha256(bytesOf(`${match[1]}\n`), data)).slice(0, 4));
  if (id !== match[2]) refuse("mistyped-key");
  return { name: match[1], id, text: line, bytes: data.slice(1) };
};

// Keys, one in each line; lines after # say nothing.
export const readKeys = async (text) => {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const told = lines.filter((line) => line && !line.startsWith("#"));
  return Promise.all((told.length ? told : [""]).map(readKey));
};

const hasSigned = async (key, signature, message) => {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, message);
};

const readSignature = (line) => {
  const [, name = "", code = ""] = /^— ([^ ]*) (.*)$/s.exec(line) ?? [];
  const data = decoded(code);
  if (!isName(name) || !data || data.length <= 4) refuse("not-a-signature");
  return { name, id: hexOf(data.slice(0, 4)), signature: data.slice(4) };
};

export const readNote = (note) => {
  if (CONTROLS.test(note) || [...note].length > LONGEST_NOTE) refuse("note-characters");
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n") || end + 2 === note.length) refuse("note-form");
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) refuse("note-signatures");
  return { text: note.slice(0, end + 1), signatures: lines.map(readSignature) };
};

// The text of a note, once a known key is seen to have signed it; others are left aside.
export const openNote = async (note, keys) => {
  const { text, signatures } = readNote(note);
  const keyOf = (line) => keys.find((key) => key.name === line.name && key.id === line.id);
  for (const line of signatures.filter(keyOf)) {
    if (!(await hasSigned(keyOf(line).bytes, line.signature, bytesOf(text))))
      refuse("wrong-signature", { name: line.name });
  }
  const unknown = signatures.filter((line) => !keyOf(line));
  if (unknown.length === signatures.length)
    refuse("unknown-key", { names: unknown.map((line) => `${line.name}+${line.id}`).join(", ") });
  return { text, keys: signatures.filter(keyOf).map(keyOf), ignored: unknown.map((line) => line.name) };
};
