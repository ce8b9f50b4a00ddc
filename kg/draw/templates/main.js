// The picture is read, laid out and drawn; then the page waits for its reader.

const picture = JSON.parse(document.getElementById("picture").textContent);

function choose(item) {
  scene.chosen = item;
  refresh();
  fillPanel(picture);
}

function hover(item) {
  if (scene.dragging || scene.hovered === item) return;
  scene.hovered = item;
  show();
  placeNames();
}

function listen() {
  scene.zoomer = d3.behavior.zoom().scaleExtent([0.05, 8]).on("zoom", () => {
    Object.assign(scene, { zoom: d3.event.scale, shift: d3.event.translate });
    refresh();
  });
  scene.svg.call(scene.zoomer).on("dblclick.zoom", null).on("click", () => {
    if (!d3.event.defaultPrevented) choose(null);
  });
  const drag = d3.behavior.drag()
    .on("dragstart", () => { d3.event.sourceEvent.stopPropagation(); scene.dragging = true; })
    .on("drag", (node) => {
      node.x += d3.event.dx / scene.zoom;
      node.y += d3.event.dy / scene.zoom;
      refresh();
    })
    .on("dragend", () => { scene.dragging = false; });
  [scene.nodes, scene.links].forEach((items) => items
    .on("click", (item) => {
      if (d3.event.defaultPrevented) return;
      d3.event.stopPropagation();
      choose(item);
    })
    .on("mouseenter", hover).on("mouseleave", () => hover(null)));
  scene.nodes.call(drag).on("keydown", (node) => {
    if (d3.event.key === "Enter" || d3.event.key === " ") { d3.event.preventDefault(); choose(node); }
  });
  const field = document.getElementById("search");
  field.addEventListener("input", () => showFound(picture, field.value));
  field.addEventListener("keydown", (event) => {
    const [first] = search(picture, field.value) || [];
    if (event.key === "Enter" && first) { scene.found = null; choose(first); centreOn(first); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.value = ""; scene.found = null; choose(null); }
  });
  document.getElementById("fit").addEventListener("click", () => fit(picture.nodes));
  document.getElementById("save").addEventListener("click", () => save(picture));
}

function tellCounts() {
  const claims = picture.nodes.filter((node) => node.kind === "claim").length;
  const of = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
  document.getElementById("counts").textContent = [of(picture.nodes.length - claims, "node"), of(claims, "claim"),
    of(picture.links.length, "link")].join(", ");
  const notes = document.getElementById("notes");
  notes.hidden = !picture.notes.length;
  picture.notes.forEach((note) => notes.append(element("li", "", note)));
}

prepare(picture);
tellCounts();
fillLegend(picture);
draw(picture);
// D3's force puts nodes in place of their numbers, in copies that are thrown away.
const ends = picture.links.map(({ source, target, way }) => ({ source, target, way }));
settle(picture.nodes, ends, document.getElementById("stage").getBoundingClientRect());
listen();
fit(picture.nodes);
fillPanel(picture);
