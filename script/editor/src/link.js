/* The question for a link: where it leads, and its words when none are selected. */
import { Field, ask } from "./dialog.js";
import { address } from "./schema.js";

/** The link the selection is in or on: its address and from where to where it goes. */
export function linkAt(state) {
  const type = state.schema.marks.link;
  const { $from, from, to, empty } = state.selection;
  const mark = empty ? type.isInSet($from.marks()) || linkAfter($from, type) : firstIn(state.doc, from, to, type);
  if (!mark) return null;
  let start = null;
  let end = null;
  $from.parent.forEach((node, offset) => {
    const at = $from.start() + offset;
    if (!mark.isInSet(node.marks)) return;
    if (start === null || at > end) {
      if (start !== null && from <= end) return;
      start = at;
    }
    end = at + node.nodeSize;
  });
  return start === null ? null : { href: mark.attrs.href, from: start, to: end };
}

const linkAfter = ($from, type) => $from.nodeAfter && type.isInSet($from.nodeAfter.marks);

function firstIn(doc, from, to, type) {
  let found = null;
  doc.nodesBetween(from, to, (node) => {
    found = found || type.isInSet(node.marks) || null;
  });
  return found;
}

export async function askLink(editor) {
  const { view, words } = editor;
  const { state } = view;
  if (!state.selection.$from.parent.inlineContent) return;
  const there = linkAt(state);
  const { from, to, empty } = there ? { ...there, empty: false } : state.selection;
  const where = new Field(words, words.linkAddress, { inputmode: "url" }, words.linkAddressHint);
  where.value = there ? there.href : "";
  const text = empty ? new Field(words, words.linkText) : null;
  const set = (dialog) => {
    const href = address(where.value);
    where.say(href ? "" : words.linkWrong);
    if (text) text.say(text.value ? "" : words.linkEmpty);
    if (!href) return where.input.focus();
    if (text && !text.value) return text.input.focus();
    const mark = state.schema.marks.link.create({ href });
    const change = view.state.tr;
    if (text) change.replaceSelectionWith(state.schema.text(text.value, [...state.selection.$from.marks(), mark]), false);
    else change.removeMark(from, to, state.schema.marks.link).addMark(from, to, mark);
    view.dispatch(change.scrollIntoView());
    dialog.close();
  };
  const remove = (dialog) => {
    view.dispatch(view.state.tr.removeMark(from, to, state.schema.marks.link));
    dialog.close();
  };
  const inside = text ? [where.box, text.box] : [where.box];
  await ask(editor.root, words, words.linkTitle, inside, [
    [words.linkSet, set],
    ...(there ? [[words.linkRemove, remove]] : []),
  ]);
  view.focus();
}
