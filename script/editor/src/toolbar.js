/* The buttons: one stop for the Tab key, arrows between them, each says whether it is pressed and its key. */
import { setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection } from "prosemirror-state";
import { element } from "./dialog.js";
import { askImage } from "./image.js";
import { askLink, linkAt } from "./link.js";

const DEEPEST = 4;

/** Each: name, word, keys, command, whether it is pressed (undefined: it never is). */
export function commands(schema) {
  const { nodes, marks } = schema;
  const mark = (type) => ({ run: toggleMark(type), on: (state) => hasMark(state, type) });
  const heading = (level) => ({
    run: (state, dispatch) =>
      (isHeading(state, level) ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level }))(state, dispatch),
    on: (state) => isHeading(state, level),
  });
  const list = (type) => ({ run: toggleList(schema, type), on: (state) => innerList(state)?.node.type === type });
  return [
    { name: "bold", keys: "Mod-b", ...mark(marks.strong) },
    { name: "italic", keys: "Mod-i", ...mark(marks.em) },
    { name: "heading", keys: "Mod-Alt-3", ...heading(3) },
    { name: "subheading", keys: "Mod-Alt-4", ...heading(4) },
    { name: "bullets", keys: "Mod-Shift-8", ...list(nodes.bullet_list) },
    { name: "numbers", keys: "Mod-Shift-7", ...list(nodes.ordered_list) },
    { name: "indent", keys: "Mod-]", run: indent(nodes.list_item) },
    { name: "outdent", keys: "Mod-[", run: liftListItem(nodes.list_item) },
    { name: "link", keys: "Mod-k", run: (state) => state.selection.$from.parent.inlineContent, ask: askLink, on: (state) => Boolean(linkAt(state)) },
    { name: "image", keys: "Mod-Alt-i", run: () => true, ask: askImage, on: isImage },
    { name: "undo", keys: "Mod-z", run: undo },
    { name: "redo", keys: "Mod-y", run: redo },
  ];
}

const isImage = ({ selection }) => selection instanceof NodeSelection && selection.node.type.name === "image";

function hasMark(state, type) {
  const { from, $from, to, empty } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks || $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

function isHeading({ selection }, level) {
  return selection.$from.parent.hasMarkup(selection.$from.parent.type.schema.nodes.heading, { level });
}

/** The list the selection is in, innermost, and how deep that is. */
function innerList({ selection: { $from } }) {
  const depths = [];
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.spec.group?.includes("list")) depths.push(depth);
  return depths.length ? { node: $from.node(depths[0]), pos: $from.before(depths[0]), depth: depths.length } : null;
}

/** Into a list, out of it, or to the other kind. */
function toggleList(schema, type) {
  return (state, dispatch) => {
    const inner = innerList(state);
    if (!inner) return wrapInList(type)(state, dispatch);
    if (inner.node.type === type) return liftListItem(schema.nodes.list_item)(state, dispatch);
    if (dispatch) dispatch(state.tr.setNodeMarkup(inner.pos, type));
    return true;
  };
}

function indent(item) {
  return (state, dispatch) => (innerList(state)?.depth ?? DEEPEST) < DEEPEST && sinkListItem(item)(state, dispatch);
}

export class Toolbar {
  constructor(editor, label) {
    this.editor = editor;
    this.box = element("div", { class: "ini-toolbar", role: "toolbar", "aria-label": label, "aria-controls": editor.id });
    this.buttons = editor.commands.map((command) => this.buttonOf(command));
    this.box.append(...this.buttons);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.stop(this.buttons[0]);
  }

  buttonOf(command) {
    const { words } = this.editor;
    const keys = spoken(command.keys);
    const made = element(
      "button",
      {
        type: "button",
        class: `ini-tool ini-tool-${command.name}`,
        tabindex: "-1",
        title: words.keys.replace("{keys}", keys),
        "aria-keyshortcuts": keys,
        "aria-pressed": command.on ? "false" : null,
        "aria-haspopup": command.ask ? "dialog" : null,
      },
      words[command.name],
    );
    made.addEventListener("mousedown", (event) => event.preventDefault()); /* the selection stays */
    made.addEventListener("click", () => {
      this.stop(made);
      if (made.getAttribute("aria-disabled") !== "true") this.editor.run(command);
    });
    return made;
  }

  /** The one button that Tab comes to. */
  stop(button) {
    this.buttons.forEach((each) => each.setAttribute("tabindex", each === button ? "0" : "-1"));
  }

  focus() {
    this.buttons.find((each) => each.getAttribute("tabindex") === "0").focus();
  }

  key(event) {
    const at = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (event.key === "Escape") this.editor.view.focus();
    else if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    else {
      this.stop(this.buttons[to]);
      this.buttons[to].focus();
    }
    event.preventDefault();
  }

  update(state) {
    this.editor.commands.forEach((command, at) => {
      const button = this.buttons[at];
      if (command.on) button.setAttribute("aria-pressed", String(command.on(state)));
      if (command.run(state)) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    });
  }
}

const spoken = (keys) => keys.replace("Mod", /Mac|iP(hone|ad)/.test(navigator.platform) ? "Meta" : "Control").replaceAll("-", "+");
