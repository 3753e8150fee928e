// The page that checks receipts: takes a file, by choosing or dragging, and shows what came of it.
import { checkFile } from "./verify/files.js";
import { Refused, readKeys, words } from "./verify/notes.js";

const page = document.getElementById("verify");
const input = page.querySelector("input[type=file]");
const keys = page.querySelector("textarea");
const complaint = document.getElementById("keys-wrong");
const shown = document.getElementById("verdict");
const drop = page.querySelector(".drop");

// RFC 8032, 7.1, test 1: the empty message. A browser that cannot check it can check nothing here.
const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const SIGNATURE =
  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

const canCheck = async () => {
  try {
    const key = await crypto.subtle.importKey("raw", unhex(KEY), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, unhex(SIGNATURE), new Uint8Array());
  } catch {
    return false;
  }
};

const made = (name, className, ...content) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

const heading = (name) => made("h3", "", words(name));
const list = (told) => made("ul", "prose", ...told.map((one) => made("li", "", one)));

const partShown = ({ name, passed, words: told }) => {
  const state = passed === null ? "unseen" : passed ? "passed" : "failed";
  const mark = made("strong", "found", words(`is-${state}`));
  return made("li", state, mark, made("span", "part", words(`part-${name}`)), made("span", "told", told));
};

// What was opened: whole values in rows; what has parts of its own as JSON.
const contentShown = (content) => {
  const rows = Object.entries(JSON.parse(content)).flatMap(([name, value]) => [
    made("dt", "", name),
    made("dd", "", typeof value === "string" ? value : JSON.stringify(value)),
  ]);
  return [heading("content"), made("dl", "details opened", ...rows)];
};

const show = (name, { kind, holds, parts, content, proven, notProven }) => {
  const failed = parts.find((part) => part.passed === false);
  const title = made("h2", "", holds ? words(`${kind}-holds`) : words("proves-nothing"));
  const because = failed ? [made("p", "because", failed.words)] : [];
  const told = holds
    ? [heading("proven"), list(proven), heading("not-proven"), list(notProven)]
    : [];
  shown.className = `verdict ${holds ? "good" : "bad"}`;
  shown.replaceChildren(
    made("p", "kicker", name),
    title,
    ...because,
    ...told,
    ...(content ? contentShown(content) : []),
    heading("looked-at"),
    made("ol", "checks", ...parts.map(partShown)),
  );
  title.tabIndex = -1;
  title.focus();
};

let last = null; // the file that was looked at, to look again when the keys are changed

const look = async () => {
  if (!last) return;
  const { name, file } = last;
  let known = [];
  complaint.hidden = true;
  keys.removeAttribute("aria-invalid");
  try {
    known = await readKeys(keys.value);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    complaint.textContent = refused.message;
    complaint.hidden = false;
    keys.setAttribute("aria-invalid", "true");
    keys.closest("details").open = true;
    keys.focus();
    return;
  }
  show(name, await checkFile(file, known));
};

const take = async (file) => {
  last = { name: file.name, file: new Uint8Array(await file.arrayBuffer()) };
  await look();
};

const begin = () => {
  input.addEventListener("change", () => {
    if (input.files.length) take(input.files[0]);
    input.value = ""; // the same file can be chosen again
  });
  keys.addEventListener("change", look);
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
  page.hidden = false;
};

document.getElementById("no-script").hidden = true;
if (!window.isSecureContext || !crypto.subtle) {
  document.getElementById("not-secure").hidden = false;
} else if (!(await canCheck())) {
  document.getElementById("no-ed25519").hidden = false;
} else {
  begin();
}
