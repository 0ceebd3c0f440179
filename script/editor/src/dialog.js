/* Questions of the editor: a dialog of the browser's own, so that focus, Escape and the rest of the page are right. */

let count = 0;

export function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

export const button = (label, quiet = true) =>
  element("button", { type: "button", class: quiet ? "ini-button ini-button-quiet" : "ini-button" }, label);

/** A labelled input with hint and room for an error, as on our pages. */
export class Field {
  constructor(words, label, attributes = {}, hint = "") {
    this.id = `ini-editor-field-${++count}`;
    this.words = words;
    this.hint = hint ? element("p", { class: "ini-hint", id: `${this.id}-hint` }, hint) : null;
    this.error = element("p", { class: "ini-error", id: `${this.id}-error`, hidden: true });
    this.input = element("input", { id: this.id, type: "text", autocomplete: "off", ...attributes });
    this.box = element("div", { class: "ini-field" }, element("label", { for: this.id }, label));
    if (this.hint) this.box.append(this.hint);
    this.box.append(this.error, this.input);
    this.say("");
  }

  get value() {
    return this.input.value.trim();
  }

  set value(text) {
    this.input.value = text;
  }

  /** Show what is wrong, or nothing. */
  say(message) {
    this.error.hidden = !message;
    this.error.replaceChildren();
    if (message) this.error.append(element("span", { class: "ini-error-word" }, this.words.error), ` ${message}`);
    this.input.toggleAttribute("aria-invalid", false);
    if (message) this.input.setAttribute("aria-invalid", "true");
    const described = [this.hint && this.hint.id, message && this.error.id].filter(Boolean).join(" ");
    if (described) this.input.setAttribute("aria-describedby", described);
    else this.input.removeAttribute("aria-describedby");
  }
}

/** Opens with `title` and `inside`; `buttons` are [label, what it does]; the first is what Enter does. */
export function ask(root, words, title, inside, buttons) {
  const id = `ini-editor-dialog-${++count}`;
  const dialog = element("dialog", { class: "ini-dialog", "aria-labelledby": id });
  const row = element("div", { class: "ini-dialog-buttons" });
  const form = element("form", { method: "dialog", novalidate: true }, ...inside, row);
  dialog.append(element("h2", { id }, title), form);
  buttons.forEach(([label, act], at) => {
    const each = button(label, at > 0);
    if (at === 0) each.type = "submit";
    else each.addEventListener("click", () => act(dialog));
    row.append(each);
  });
  const cancel = button(words.cancel);
  cancel.addEventListener("click", () => dialog.close());
  row.append(cancel);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    buttons[0][1](dialog);
  });
  return new Promise((closed) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      closed();
    });
    root.append(dialog);
    dialog.showModal();
  });
}
