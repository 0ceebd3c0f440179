/* The document as HTML, in the shape in which rich_text/document.py writes it. */

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const quoted = (text) => escaped(text).replace(/"/g, "&quot;");

export function toHtml(doc) {
  const html = children(doc, block);
  return html === "<p></p>" ? "" : html;
}

function children(node, draw) {
  let html = "";
  node.forEach((child) => (html += draw(child)));
  return html;
}

function block(node) {
  switch (node.type.name) {
    case "image":
      return `<img src="beeld:${node.attrs.number}" alt="${quoted(node.attrs.alt)}">`;
    case "heading":
      return `<h${node.attrs.level}>${children(node, inline)}</h${node.attrs.level}>`;
    case "bullet_list":
      return `<ul>${children(node, item)}</ul>`;
    case "ordered_list":
      return `<ol>${children(node, item)}</ol>`;
    default:
      return `<p>${children(node, inline)}</p>`;
  }
}

function item(node) {
  return `<li>${children(node, (child) => (child.type.name === "paragraph" ? children(child, inline) : block(child)))}</li>`;
}

function inline(node) {
  if (node.type.name === "hard_break") return "<br>";
  let html = escaped(node.text);
  for (const mark of [...node.marks].reverse()) {
    html =
      mark.type.name === "link"
        ? `<a href="${quoted(mark.attrs.href)}">${html}</a>`
        : `<${mark.type.name}>${html}</${mark.type.name}>`;
  }
  return html;
}
