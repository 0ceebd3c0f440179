/* What a text can be: the same as rich_text/document.py, and nothing else. */
import { Schema } from "prosemirror-model";

/** Where one of our images is fetched, and its number read back from such an address. */
export class Places {
  constructor(images) {
    this.images = images;
  }

  of(number) {
    return `${this.images}/${number}`;
  }

  numberIn(source) {
    const stored = /^beeld:(\d{1,9})$/.exec(source);
    if (stored) return Number(stored[1]);
    const path = source.replace(/^https?:\/\/[^/]+/, "");
    const served = path.startsWith(this.images + "/") && /^(\d{1,9})(\/\w*)?$/.exec(path.slice(this.images.length + 1));
    return served ? Number(served[1]) : null;
  }
}

export function schemaFor(places) {
  const heading = (level) => ({ tag: `h${level}`, attrs: { level } });
  return new Schema({
    nodes: {
      doc: { content: "block+" },
      paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
      heading: {
        group: "block",
        content: "text*",
        marks: "em link",
        defining: true,
        attrs: { level: { default: 3 } },
        parseDOM: [heading(3), heading(4)],
        toDOM: (node) => [`h${node.attrs.level}`, 0],
      },
      bullet_list: { group: "block list", content: "list_item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
      ordered_list: { group: "block list", content: "list_item+", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
      list_item: { content: "paragraph list*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
      image: {
        group: "block",
        atom: true,
        attrs: { number: {}, alt: { default: "" } },
        parseDOM: [
          {
            tag: "img[src]",
            getAttrs(element) {
              const number = places.numberIn(element.getAttribute("src"));
              return number === null ? false : { number, alt: element.getAttribute("alt") || "" };
            },
          },
        ],
        toDOM: (node) => ["img", { src: places.of(node.attrs.number), alt: node.attrs.alt }],
      },
      hard_break: {
        group: "inline",
        inline: true,
        selectable: false,
        linebreakReplacement: true,
        parseDOM: [{ tag: "br" }],
        toDOM: () => ["br"],
      },
      text: { group: "inline" },
    },
    marks: {
      link: {
        attrs: { href: {} },
        inclusive: false,
        parseDOM: [
          {
            tag: "a[href]",
            getAttrs(element) {
              const href = address(element.getAttribute("href"));
              return href ? { href } : false;
            },
          },
        ],
        toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
      },
      strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
      em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    },
  });
}

/** The address as we take it, or "" when it is none; the server judges once more. */
export function address(typed) {
  const plain = typed.trim();
  if (/^(https?:\/\/[^/?#\s]|mailto:[^?\s]|tel:[\d+(]|intern:\/)\S*$/i.test(plain)) return plain;
  if (/^[^\s@:/]+@[^\s@:/]+\.[a-z]{2,}$/i.test(plain)) return `mailto:${plain}`;
  if (/^www\.\S+$/i.test(plain)) return `https://${plain}`;
  if (/^\/(?![/\\])\S*$/.test(plain)) return plain; /* a page of this host: the server keeps those of ours */
  return "";
}
