/* The question for an image: one of this page's, or a new one; always with words for who does not see it. */
import { NodeSelection, TextSelection } from "prosemirror-state";
import { Field, ask, element } from "./dialog.js";

let count = 0;

async function fetchJson(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok && !told.errors) throw new Error(String(answer.status));
  return told;
}

export async function askImage(editor) {
  const { view, words } = editor;
  const { selection } = view.state;
  const there = selection instanceof NodeSelection && selection.node.type.name === "image" ? selection.node : null;
  const alt = new Field(words, words.imageAlt, { maxlength: "300" }, words.imageAltHint);
  alt.value = there ? there.attrs.alt : "";
  const missing = () => {
    alt.say(alt.value ? "" : words.imageAltEmpty);
    if (!alt.value) alt.input.focus();
    return !alt.value;
  };
  if (there) {
    const set = (dialog) => {
      if (missing()) return;
      place(view, there.attrs.number, alt.value);
      dialog.close();
    };
    const remove = (dialog) => {
      view.dispatch(view.state.tr.deleteSelection());
      dialog.close();
    };
    await ask(editor.root, words, words.imageTitle, [alt.box], [
      [words.imageSet, set],
      [words.imageRemove, remove],
    ]);
  } else {
    await askNew(editor, alt, missing);
  }
  view.focus();
}

async function askNew(editor, alt, missing) {
  const { view, words } = editor;
  const file = new Field(
    words,
    words.imageFile,
    { type: "file", accept: "image/jpeg,image/png,image/webp,image/gif" },
    words.imageFileHint,
  );
  const status = element("p", { role: "status", class: "ini-hint" });
  const known = await fetchJson(editor.places.images).then((told) => told.images, () => []);
  const choice = known.length ? chooser(words, known, file, alt) : null;
  let busy = false;
  const set = async (dialog) => {
    const chosen = choice && choice.chosen();
    if (!chosen) file.say(file.input.files.length ? "" : words.imageFileEmpty);
    if (!chosen && !file.input.files.length) return file.input.focus();
    if (missing() || busy) return;
    let number = chosen && chosen.number;
    if (!chosen) {
      busy = true;
      status.textContent = words.imageBusy;
      number = await upload(editor, file, alt).catch(() => file.say(words.imageFailed));
      busy = false;
      status.textContent = "";
      if (!number) return file.input.focus();
    }
    if (!dialog.open) return;
    place(view, number, alt.value);
    dialog.close();
  };
  const inside = choice ? [choice.box, file.box, alt.box, status] : [file.box, alt.box, status];
  await ask(editor.root, words, words.imageTitle, inside, [[words.imageSet, set]]);
}

/** The number of the new image; nothing, with the reasons by the fields, when it is refused. */
async function upload(editor, file, alt) {
  const data = new FormData();
  data.append(editor.token.name, editor.token.value);
  data.append("ini-file", file.input.files[0]);
  data.append("ini-alt", alt.value);
  const told = await fetchJson(editor.places.images, { method: "POST", body: data });
  if (told.image) return told.image.number;
  const { alt: aboutAlt, ...others } = told.errors;
  alt.say(aboutAlt || "");
  file.say(Object.values(others).join(" "));
  return null;
}

/** Radio buttons, one for each image of the page and one for a new one. */
function chooser(words, known, file, alt) {
  const name = `ini-editor-images-${++count}`;
  const radios = [];
  const list = element("div", { class: "ini-editor-images" });
  const box = element("fieldset", { class: "ini-rows" }, element("legend", {}, words.imageWhich), list);
  const add = (image, label, ...inside) => {
    const id = `${name}-${radios.length}`;
    const radio = element("input", { type: "radio", name, id, checked: !image });
    radio.addEventListener("change", () => {
      file.box.hidden = Boolean(image);
      if (image) alt.value = image.alt;
    });
    radios.push([radio, image]);
    list.append(element("div", {}, radio, element("label", { for: id }, ...inside, label)));
  };
  add(null, words.imageNew);
  for (const image of known) {
    add(image, image.alt, element("img", { src: image.address, alt: "", loading: "lazy" }), " ");
  }
  return { box, chosen: () => radios.find(([radio]) => radio.checked)[1] };
}

/** Put the image where the selection is, with a paragraph after it to go on writing in. */
function place(view, number, alt) {
  const { image, paragraph } = view.state.schema.nodes;
  const made = image.create({ number, alt });
  const change = view.state.tr;
  const { $from } = change.selection;
  if (change.selection instanceof NodeSelection && change.selection.node.type === image) {
    change.replaceSelectionWith(made);
    return view.dispatch(change);
  }
  const outer = $from.depth ? $from.after(1) : change.selection.to;
  const isEmpty = $from.depth === 1 && $from.parent.type === paragraph && !$from.parent.content.size;
  const at = isEmpty ? $from.before(1) : outer;
  change.insert(at, made);
  const behind = at + made.nodeSize;
  if (!change.doc.nodeAt(behind)) change.insert(behind, paragraph.create());
  change.setSelection(TextSelection.near(change.doc.resolve(behind), 1));
  view.dispatch(change.scrollIntoView());
}
