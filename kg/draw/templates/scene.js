// The drawing itself. Places grow with the zoom, signs and names hardly do, so that names are readable at any.

const scene = { zoom: 1, shift: [0, 0], hidden: new Set(), chosen: null, hovered: null, found: null };

function prepare(picture) {
  picture.nodes.forEach((node, place) => Object.assign(node, { place, degree: 0, links: [] }));
  picture.links.forEach((link, place) => {
    link.place = place;
    link.ends = [picture.nodes[link.source], picture.nodes[link.target]];
    const claim = link.ends.find((end) => end.kind === "claim");
    link.stance = link.way === "said" && claim ? claim.stance : "";
    link.ends.forEach((end) => { end.degree += 1; end.links.push(link); });
  });
  picture.nodes.forEach((node) => { node.radius = radiusOf(node); });
  bend(picture.links);
}

// Links between the same two nodes lie side by side.
function bend(links) {
  const pairs = d3.nest().key((link) => [link.source, link.target].sort((a, b) => a - b).join(" ")).entries(links);
  pairs.forEach(({ values }) => values.forEach((link, i) => {
    const side = link.source < link.target ? 1 : -1;
    link.bow = side * (i - (values.length - 1) / 2) * 26;
  }));
}

function draw(picture) {
  const svg = d3.select("#stage").append("svg").attr("class", "drawing").attr("role", "group")
    .attr("aria-label", picture.title);
  scene.svg = svg;
  scene.links = svg.append("g").selectAll("g").data(picture.links).enter().append("g").attr("class", looks);
  scene.links.append("path").attr("class", "reach");
  scene.links.append("path").attr("class", "line");
  scene.links.append("path").attr("class", "tip").attr("d", "M0,0L-9,3.6L-9,-3.6Z");
  scene.links.append("text").attr("class", "name").text((link) => link.label);
  scene.nodes = svg.append("g").selectAll("g").data(picture.nodes).enter().append("g").attr("class", looks)
    .attr("tabindex", 0).attr("role", "button").attr("aria-label", (node) => node.label);
  scene.nodes.append("title").text((node) => node.label);
  scene.nodes.append("path").attr("class", "sign").attr("fill-rule", "evenodd").attr("d", outline);
  scene.nodes.filter((node) => node.kind === "claim").append("text").attr("class", "mark").attr("dy", 4)
    .text((node) => STANCES[node.stance].mark);
  scene.nodes.append("text").attr("class", "name").text((node) => clip(node.label, node.kind === "claim" ? 40 : 30));
  measure();
}

function clip(text, most) {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  return `${letters.slice(0, most - 1).join("").replace(/[\s….,]+$/, "")}…${text.endsWith("”") ? "”" : ""}`;
}

function measure() {
  const take = function take(item) { item.width = this.getComputedTextLength(); };
  scene.nodes.select("text.name").each(take);
  scene.links.select("text.name").each(take);
}

function toScreen(node) {
  return [node.x * scene.zoom + scene.shift[0], node.y * scene.zoom + scene.shift[1]];
}

function signScale() {
  return Math.max(0.62, Math.min(1.35, Math.sqrt(scene.zoom)));
}

// Everything in its place for the zoom of the moment.
function refresh() {
  const scale = signScale();
  scene.nodes.attr("transform", (node) => `translate(${toScreen(node).map(round)})`);
  scene.nodes.select("path.sign").attr("transform", `scale(${round(scale)})`);
  scene.nodes.select("text.mark").attr("transform", `scale(${round(scale)})`);
  scene.links.each(function each(link) {
    const path = route(link, scale);
    const parts = d3.select(this);
    parts.selectAll("path.line, path.reach").attr("d", path.line);
    parts.select("path.tip").attr("transform", `translate(${path.tip.map(round)})rotate(${round(path.angle)})`)
      .style("display", link.mutual ? "none" : null);
    link.middle = path.middle;
  });
  show();
  placeNames();
}

function round(number) {
  return Math.round(number * 10) / 10;
}

// From rim to rim, with a bow where several run side by side.
function route(link, scale) {
  const [a, b] = link.ends.map(toScreen);
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy) || 1;
  const across = [-dy / length, dx / length];
  const bow = link.bow * Math.max(0.5, Math.min(1.4, scene.zoom));
  const control = [(a[0] + b[0]) / 2 + across[0] * bow * 2, (a[1] + b[1]) / 2 + across[1] * bow * 2];
  const start = towards(a, control, Math.min(link.ends[0].radius * scale, length / 3));
  const tip = towards(b, control, Math.min(link.ends[1].radius * scale + 2, length / 3));
  const end = link.mutual ? tip : towards(tip, control, 5);
  return {
    line: `M${start.map(round)}Q${control.map(round)} ${end.map(round)}`,
    tip,
    angle: (Math.atan2(tip[1] - control[1], tip[0] - control[0]) * 180) / Math.PI,
    middle: [0.25 * start[0] + 0.5 * control[0] + 0.25 * end[0], 0.25 * start[1] + 0.5 * control[1] + 0.25 * end[1]],
  };
}

function towards(from, to, distance) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [from[0] + ((to[0] - from[0]) * distance) / length, from[1] + ((to[1] - from[1]) * distance) / length];
}

function isShown(item) {
  if (item.way) return !scene.hidden.has(`way ${item.way}`) && item.ends.every(isShown);
  if (scene.hidden.has(item.kind === "claim" ? `stance ${item.stance}` : `group ${item.group}`)) return false;
  return item.made || !scene.hidden.has("unmade");
}

// What belongs to a node or link: itself, its links and their other ends.
function company(item) {
  const found = new Set([item]);
  const links = item.way ? [item] : item.links;
  links.forEach((link) => { found.add(link); link.ends.forEach((end) => found.add(end)); });
  if (!item.way) item.links.forEach((link) => link.ends.filter((end) => end.kind !== "entity")
    .forEach((end) => end.links.forEach((next) => { found.add(next); next.ends.forEach((far) => found.add(far)); })));
  return found;
}

// What is hidden, chosen, found or out of focus.
function show() {
  const focus = scene.hovered || scene.chosen;
  const near = focus ? company(focus) : scene.found;
  [scene.links, scene.nodes].forEach((items) => items
    .style("display", (item) => (isShown(item) ? null : "none"))
    .classed("faint", (item) => Boolean(near) && !near.has(item))
    .classed("found", (item) => Boolean(scene.found) && scene.found.has(item) && !item.way)
    .classed("chosen", (item) => item === scene.chosen));
}

// All of the nodes, with room for a name below each: names stay as wide when the rest shrinks.
function fit(nodes) {
  const shown = nodes.filter(isShown);
  if (!shown.length) return;
  const frame = document.getElementById("stage").getBoundingClientRect();
  const [top, bottom] = d3.extent(shown, (node) => node.y);
  const [first, last] = d3.extent(shown, (node) => node.x);
  const signs = (frame.width - 60) / (last - first || 1);
  const sides = (zoom) => [
    d3.min(shown, (node) => zoom * node.x - nameRoom(node)), d3.max(shown, (node) => zoom * node.x + nameRoom(node)),
  ];
  let zoom = Math.min((frame.height - 80) / (bottom - top || 1), signs, 1.5);
  const least = 0.7 * zoom; // on a narrow screen some names are cut rather than all signs heaped
  let [left, right] = sides(zoom);
  while (right - left > frame.width - 20 && zoom > least) {
    zoom *= 0.97;
    [left, right] = sides(zoom);
  }
  moveTo(zoom, [(frame.width - left - right) / 2, frame.height / 2 - (zoom * (top + bottom)) / 2 - 6]);
}

function nameRoom(node) {
  return node.kind === "claim" ? node.radius : Math.max(node.radius, node.width / 2);
}

function centreOn(node) {
  const frame = document.getElementById("stage").getBoundingClientRect();
  const zoom = Math.max(scene.zoom, 0.9);
  moveTo(zoom, [frame.width / 2 - node.x * zoom, frame.height / 2 - node.y * zoom]);
}

function moveTo(zoom, shift) {
  Object.assign(scene, { zoom, shift });
  scene.zoomer.scale(zoom).translate(shift);
  refresh();
}
