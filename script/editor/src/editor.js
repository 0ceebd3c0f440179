/* Every rich field of the page becomes an editor; the field itself stays, hidden, and is what the form sends. */
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser as Parser } from "prosemirror-model";
import { splitListItem } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { element } from "./dialog.js";
import { toHtml } from "./html.js";
import { plainHtml } from "./paste.js";
import { Places, schemaFor } from "./schema.js";
import { Toolbar, commands } from "./toolbar.js";

class Editor {
  constructor(field, settings) {
    this.field = field;
    this.words = settings.words;
    this.places = new Places(settings.images);
    this.schema = schemaFor(this.places);
    this.commands = commands(this.schema);
    this.root = field.closest(".ini");
    this.token = field.form.querySelector('input[name$="csrf_token"]');
    this.id = field.id;
    this.isChanged = false;
    this.build();
  }

  build() {
    const { field, id, words } = this;
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    const name = label.firstChild.textContent.trim();
    label.id = `${id}-label`;
    field.id = `${id}-typed`;
    field.hidden = true;
    field.autocomplete = "off";
    const hint = element("p", { class: "ini-hint", id: `${id}-keys` }, words.hint);
    const area = element("div", { class: "ini-editor-area ini-rich", id });
    this.toolbar = new Toolbar(this, words.toolbar.replace("{field}", name));
    field.before(hint, element("div", { class: "ini-editor" }, this.toolbar.box, area));
    field.after(element("input", { type: "hidden", name: `${field.name}-opmaak`, value: "html" }));
    const described = [...(field.getAttribute("aria-describedby") || "").split(" "), hint.id];
    hideTyping(described);
    this.view = new EditorView(
      { mount: area },
      {
        state: this.stateOf(field.dataset.iniRich),
        attributes: {
          id,
          class: "ini-editor-area ini-rich",
          role: "textbox",
          "aria-multiline": "true",
          "aria-labelledby": label.id,
          "aria-describedby": described.filter((each) => document.getElementById(each)?.textContent.trim()).join(" "),
          ...copied(field, "aria-invalid", "aria-required"),
        },
        transformPastedHTML: plainHtml,
        dispatchTransaction: (change) => this.change(change),
        handleDOMEvents: { drop: (view, event) => event.dataTransfer?.files.length > 0 && (event.preventDefault(), true) },
      },
    );
    label.addEventListener("click", () => this.view.focus());
    field.value = toHtml(this.view.state.doc);
    this.toolbar.update(this.view.state);
  }

  stateOf(html) {
    const { nodes } = this.schema;
    const inside = new DOMParser().parseFromString(html, "text/html").body;
    return EditorState.create({
      doc: Parser.fromSchema(this.schema).parse(inside),
      plugins: [
        inputRules({
          rules: [
            wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
            wrappingInputRule(/^\s*1[.)]\s$/, nodes.ordered_list),
            textblockTypeInputRule(/^(##|###)\s$/, nodes.heading, (found) => ({ level: found[1].length + 1 })),
          ],
        }),
        keymap(this.keys()),
        keymap(baseKeymap),
        history(),
        gapCursor(),
      ],
    });
  }

  keys() {
    const { nodes } = this.schema;
    const toToolbar = () => (this.toolbar.focus(), true);
    const breakLine = (state, dispatch) => {
      if (!state.selection.$from.parent.inlineContent || state.selection.$from.parent.type === nodes.heading) return false;
      if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
      return true;
    };
    const own = Object.fromEntries(this.commands.map((command) => [command.keys, () => this.run(command)]));
    return {
      ...own,
      "Mod-Shift-z": redo,
      "Mod-z": undo,
      Backspace: undoInputRule,
      Enter: splitListItem(nodes.list_item),
      "Shift-Enter": chainCommands(exitCode, breakLine),
      "Alt-F10": toToolbar,
      F10: toToolbar,
    };
  }

  run(command) {
    if (command.ask) command.ask(this);
    else {
      command.run(this.view.state, this.view.dispatch, this.view);
      this.view.focus();
    }
    return true;
  }

  change(transaction) {
    this.view.updateState(this.view.state.apply(transaction));
    this.toolbar.update(this.view.state);
    if (!transaction.docChanged) return;
    this.isChanged = true;
    this.field.value = toHtml(this.view.state.doc);
  }
}

function copied(field, ...names) {
  return Object.fromEntries(names.filter((name) => field.hasAttribute(name)).map((name) => [name, field.getAttribute(name)]));
}

/** How to type what the buttons do is only for who has no buttons. */
function hideTyping(ids) {
  for (const id of ids) {
    document.getElementById(id)?.querySelectorAll("[data-ini-typing]").forEach((each) => each.remove());
  }
}

function start() {
  const settings = document.getElementById("ini-editor");
  if (!settings) return;
  const { images, words } = JSON.parse(settings.dataset.settings);
  const fields = [...document.querySelectorAll("textarea[data-ini-rich]")];
  const editors = fields.map((field) => new Editor(field, { images, words }));
  let isSent = false;
  editors.forEach((editor) => editor.field.form.addEventListener("submit", () => (isSent = true)));
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && editors.some((editor) => editor.isChanged)) event.preventDefault();
  });
  const target = editors.find((editor) => location.hash === `#${editor.id}`);
  if (target) target.view.focus();
}

start();
