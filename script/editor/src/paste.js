/* HTML from the clipboard, made plain before the schema reads it; rich_text/reader.py does the same on the server. */

const DROPPED = "script,style,title,meta,link,xml,iframe,object,embed,svg,math,template,noscript,textarea,select,button,head";
const BULLET = /^\s*[·•▪◦‣§](?:\s{2,}|\u00a0)/;
const WORD_BULLET = /^\s*[·•▪◦‣§oØüvq–-]\s+/;
const WORD_NUMBER = /^\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+/i;

/** Styles and handlers are taken out of the text before a parser sees it: our pages have a strict content policy. */
export function plainHtml(html) {
  const tags = /<([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
  const harmless = html
    .replace(/<!--[\s\S]*?-->|<!\[[^>]*>/g, "")
    .replace(/<(script|style|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(tags, (_, name, rest) => `<${name}${rest.replace(/([\s"'/])(style|srcset|on\w+)(?=\s*=)/gi, "$1data-$2")}>`);
  const body = new DOMParser().parseFromString(harmless, "text/html").body;
  body.querySelectorAll(DROPPED).forEach((each) => each.remove());
  dropHidden(body);
  markLooks(body);
  makeLists(body);
  shiftHeadings(body);
  flattenTables(body);
  flattenHeadings(body);
  dropEmpty(body);
  return body.innerHTML;
}

const styleOf = (element) => (element.getAttribute("data-style") || "").toLowerCase().replace(/\s+/g, "");

function dropHidden(body) {
  for (const each of body.querySelectorAll("[data-style],a,del")) {
    const style = styleOf(each);
    const gone =
      /display:none|mso-hide:all|mso-element:comment/.test(style) ||
      /msocomanchor/i.test(each.className) ||
      (each.localName === "del" && (each.hasAttribute("cite") || /msodel/i.test(each.className)));
    if (gone) each.remove();
  }
}

/** Bold and italic by style become tags; tags that a style takes back (Google's wrapper) go. */
function markLooks(body) {
  for (const each of [...body.querySelectorAll("span,font,b,strong,i,em")]) {
    const style = styleOf(each);
    const bold = /(^|;)font-weight:(bold|bolder|[6-9]00)/.test(style);
    const slanted = /(^|;)font-style:(italic|oblique)/.test(style);
    const plain =
      (/^(b|strong)$/.test(each.localName) && /(^|;)font-weight:(normal|lighter|[1-5]00)/.test(style)) ||
      (/^(i|em)$/.test(each.localName) && /(^|;)font-style:normal/.test(style));
    if (bold) wrapInside(each, "strong");
    if (slanted) wrapInside(each, "em");
    if (plain) each.replaceWith(...each.childNodes);
  }
}

function wrapInside(element, name) {
  const wrapper = element.ownerDocument.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Word's lists are paragraphs with a sign in front. */
function makeLists(body) {
  let open = [];
  let last = null;
  for (const each of [...body.querySelectorAll("p,div")]) {
    if (each.querySelector("p,div,ul,ol,table,h1,h2,h3,h4,h5,h6")) continue;
    const found = wordItem(each);
    if (!found || each.closest("li,td,th")) {
      open = [];
      continue;
    }
    if (last && !follows(last, each)) open = [];
    open = open.slice(0, found.level);
    if (open.length === found.level && open[found.level - 1].localName !== found.kind) {
      open = found.level > 1 ? open.slice(0, -1) : [];
    }
    while (open.length < found.level) {
      const list = each.ownerDocument.createElement(open.length === found.level - 1 ? found.kind : "ul");
      const parent = open[open.length - 1];
      if (!parent) each.before(list);
      else {
        if (!parent.lastElementChild) parent.append(each.ownerDocument.createElement("li"));
        parent.lastElementChild.append(list);
      }
      open.push(list);
    }
    const item = each.ownerDocument.createElement("li");
    item.append(...each.childNodes);
    open[found.level - 1].append(item);
    last = open[0];
    each.remove();
  }
}

/** Whether nothing but white space stands between a list and a paragraph. */
function follows(list, paragraph) {
  let next = list.nextSibling;
  while (next && next !== paragraph && !next.textContent.trim()) next = next.nextSibling;
  return next === paragraph;
}

function wordItem(element) {
  const style = styleOf(element);
  const level = /mso-list:[^;]*level(\d)/.exec(style);
  const isWord = level || /^mso(listparagraph|listbullet|listnumber)/i.test(element.className);
  let sign = "";
  for (const each of element.querySelectorAll("[data-style]")) {
    if (!styleOf(each).includes("mso-list:ignore")) continue;
    sign += each.textContent;
    each.remove();
  }
  const text = (sign.trim() ? sign + "\u00a0" : "") + element.textContent;
  const number = isWord && WORD_NUMBER.exec(text);
  const found = number || (isWord ? WORD_BULLET : BULLET).exec(text);
  if (!found) return null;
  if (!sign.trim()) cutStart(element, found[0].length);
  return { level: Math.min(level ? Math.max(Number(level[1]), 1) : 1, 4), kind: number ? "ol" : "ul" };
}

function cutStart(element, count) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (count > 0 && walker.nextNode()) {
    const cut = Math.min(count, walker.currentNode.data.length);
    walker.currentNode.deleteData(0, cut);
    count -= cut;
  }
}

/** In a text with headings above ours the highest become ours and the rest go below. */
function shiftHeadings(body) {
  const title = body.querySelectorAll("p.MsoTitle");
  title.forEach((each) => rename(each, "h1"));
  const all = [...body.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter((each) => each.textContent.trim());
  const top = Math.min(...all.map((each) => Number(each.localName[1])));
  for (const each of all) {
    const level = Number(each.localName[1]);
    const high = top < 3 ? level === top : level === 3;
    rename(each, high ? "h3" : "h4");
  }
}

/** Bold says nothing in a heading. */
function flattenHeadings(body) {
  for (const each of body.querySelectorAll(":is(h3,h4) :is(b,strong)")) each.replaceWith(...each.childNodes);
  for (const each of body.querySelectorAll(":is(h3,h4) br")) each.replaceWith(" ");
}

function rename(element, name) {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

/** A row becomes a paragraph with a dash between its cells; a row of one cell is only layout. */
function flattenTables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const made = [];
    for (const row of table.rows) {
      const cells = [...row.cells].filter((cell) => cell.textContent.trim() || cell.querySelector("img"));
      if (cells.length === 1) made.push(...[...cells[0].childNodes]);
      else if (cells.length) {
        const paragraph = table.ownerDocument.createElement("p");
        cells.forEach((cell, at) => {
          if (at) paragraph.append(" – ");
          [...cell.childNodes].forEach((child) => {
            const isBlock = child.nodeType === 1 && /^(p|div|h\d|ul|ol|li)$/.test(child.localName);
            if (isBlock && paragraph.textContent && !/[\s–]\s*$/.test(paragraph.textContent)) paragraph.append(" ");
            paragraph.append(...(isBlock ? child.childNodes : [child]));
          });
        });
        made.push(paragraph);
      }
    }
    table.replaceWith(...made);
  }
}

function dropEmpty(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/[\s\u00a0\u200b\ufeff]+/g, " ");
  for (const each of body.querySelectorAll("p,div,h3,h4,li")) {
    if (!each.textContent.trim() && !each.querySelector("img")) each.remove();
  }
}
