// What is known of the chosen node or link. Text becomes text nodes, never markup.

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  children.forEach((child) => made.append(child));
  return made;
}

function isolated(name, className, text) {
  const made = element(name, className, text);
  made.dir = "auto";
  return made;
}

function fillPanel(picture) {
  const panel = document.getElementById("panel");
  panel.replaceChildren();
  panel.scrollTop = 0;
  const item = scene.chosen;
  if (!item) panel.append(...introduction(picture));
  else panel.append(...(item.way ? aboutLink(picture, item) : aboutNode(picture, item)));
}

function introduction(picture) {
  const parts = [
    element("h2", "", "How to read it"),
    element("p", "hint", "Click a sign or a line to see the sentences behind it. Drag a sign to move it, drag the ground or "
      + "turn the wheel to look elsewhere. The legend hides and shows."),
    element("p", "hint", "Bubbles are claims: what somebody says, not what is so. A dotted line is inferred; nobody wrote it."),
  ];
  if (picture.question) parts.push(element("h3", "", "The question"), element("pre", "", picture.question));
  return parts;
}

function aboutNode(picture, node) {
  const parts = [isolated("h2", "", node.label)];
  if (node.kind === "claim") parts.push(element("span", "badge claim", "a claim, not a fact"));
  if (!node.made) parts.push(element("span", "badge claim", "not reported as made"));
  node.classes.forEach((name) => parts.push(element("span", "badge", name)));
  if (node.names.length) parts.push(element("p", "hint", "also "), isolated("p", "", node.names.join(", ")));
  const details = element("dl", "");
  node.details.forEach(([name, text]) => details.append(element("dt", "", name), isolated("dd", "", text)));
  if (node.details.length) parts.push(details);
  parts.push(...sentences(picture, node));
  const links = node.links.filter(isShown);
  if (links.length) parts.push(element("h3", "", `Links (${links.length})`), linkRows(links, node));
  return parts;
}

function aboutLink(picture, link) {
  const [start, end] = link.ends;
  const parts = [isolated("h2", "", `${start.label} — ${link.label} — ${end.label}`)];
  parts.push(element("span", `badge ${link.way === "inferred" ? "inferred" : ""}`, WAYS[link.way].name));
  if (link.ends.some((node) => node.kind === "claim")) parts.push(element("span", "badge claim", "a claim, not a fact"));
  if (link.way === "inferred") {
    parts.push(element("h3", "", "It follows from"));
    const reasons = link.because.length ? link.because : ["The proof is not in this page; kg explain shows it."];
    reasons.forEach((line) => parts.push(isolated("p", "", line)));
  }
  if (link.way === "known") parts.push(element("p", "hint", "The ontology has it; no article here says it."));
  parts.push(...sentences(picture, link));
  parts.push(element("h3", "", "Between"), nodeRows([start, end]));
  return parts;
}

function sentences(picture, item) {
  if (!item.passages.length) {
    return item.way === "known" ? [] : [element("p", "hint", "No sentence is kept for this.")];
  }
  const heading = item.passages.length === 1 ? "The sentence" : `The ${item.passages.length} sentences`;
  return [element("h3", "", heading), ...item.passages.map((place) => quotation(picture, picture.passages[place]))];
}

function quotation(picture, passage) {
  const article = picture.articles[passage.article];
  const text = isolated("p", "", "");
  passage.parts.forEach((part, i) => text.append(i % 2 ? element("mark", "", part) : part));
  const where = [article.publisher, article.date, article.title].filter(Boolean).join(", ");
  const quote = element("blockquote", "", text, isolated("cite", "", where));
  if (article.address) quote.append(isolated("cite", "", article.address));
  return quote;
}

function linkRows(links, node) {
  const list = element("ul", "rows");
  links.forEach((link) => {
    const outward = link.ends[0] === node;
    const other = link.ends[outward ? 1 : 0];
    const how = `${outward || link.mutual ? "" : "← "}${link.label}${outward && !link.mutual ? " →" : ""}`;
    const note = link.way === "inferred" ? `${how} (inferred)` : how;
    list.append(row(element("span", "how", note), other.label, () => choose(link)));
  });
  return list;
}

function nodeRows(nodes) {
  const list = element("ul", "rows");
  nodes.forEach((node) => list.append(row(element("span", "how", node.classes[0] || ""), node.label, () => {
    choose(node);
    centreOn(node);
  })));
  return list;
}

function row(how, label, act) {
  const button = element("button", "", how, isolated("span", "", label));
  button.type = "button";
  button.addEventListener("click", act);
  return element("li", "", button);
}

function plainWords(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Nodes whose names, classes or words have every word that is looked for.
function search(picture, text) {
  const words = plainWords(text).split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  return picture.nodes.filter((node) => {
    const all = plainWords([node.label, ...node.names, ...node.classes, ...node.details.map((pair) => pair[1])].join(" "));
    return words.every((word) => all.includes(word)) && isShown(node);
  });
}

function showFound(picture, text) {
  const found = search(picture, text);
  Object.assign(scene, { found: found && new Set(found), chosen: null });
  refresh();
  fillPanel(picture);
  if (!found) return;
  const heading = element("h2", "", found.length === 1 ? "1 found" : `${found.length} found`);
  document.getElementById("panel").replaceChildren(heading, nodeRows(found));
}
