// Which names are shown: the most important first, each where it covers no sign and no other name. Zooming in shows more.

const IMPORTANCE = { entity: 3, event: 2, claim: 1 };
const WAY_IMPORTANCE = { stated: 0.9, added: 0.9, inferred: 0.6, part: 0.5, said: 0.4, known: 0.2, mentioned: 0.1, asked: 0.9 };

const MANY = 6; // links: the name of such a node may cover the bubbles around it, but no other name

function placeNames() {
  scene.frame = document.getElementById("stage").getBoundingClientRect();
  const focus = scene.hovered || scene.chosen;
  const near = focus ? company(focus) : scene.found;
  const grid = makeGrid();
  const nodes = scene.nodes.data().filter(isShown);
  nodes.forEach((node) => grid.add(Object.assign(signBox(node), { soft: node.kind === "claim" })));
  const items = [...nodes, ...scene.links.data().filter(isShown)];
  const weight = (item) => (item.way ? WAY_IMPORTANCE[item.way] : IMPORTANCE[item.kind] + Math.min(0.9, item.degree / 40))
    + (near && near.has(item) ? 10 : 0) + (item === focus ? 20 : 0);
  items.sort((a, b) => weight(b) - weight(a) || a.place - b.place);
  items.forEach((item) => { item.spot = item.way ? linkSpot(item, grid) : nodeSpot(item, grid); });
  scene.nodes.select("text.name").each(setName);
  scene.links.select("text.name").each(setName);
}

function setName(item) {
  const text = d3.select(this).style("display", item.spot && isShown(item) ? null : "none");
  if (item.spot) text.attr("x", round(item.spot.x)).attr("y", round(item.spot.y)).attr("text-anchor", item.spot.anchor);
}

function signBox(node) {
  const [x, y] = toScreen(node);
  const r = node.radius * signScale();
  return [x - r, y - r, x + r, y + r];
}

function nodeSpot(node, grid) {
  const [x, y] = toScreen(node);
  const r = node.radius * signScale() + 3;
  const { width } = scene.frame;
  const w = node.width;
  const level = (aside, dy, top) => {
    const dx = drawnIn(x, aside, w / 2, width);
    return { x: dx, y: dy, anchor: "middle", box: [x + dx - w / 2, top, x + dx + w / 2, top + 14] };
  };
  const below = (aside) => level(aside, r + 11, y + r);
  const above = (aside) => level(aside, -r - 3, y - r - 14);
  const spots = [
    below(0), above(0),
    { x: r, y: 4, anchor: "start", box: [x + r, y - 7, x + r + w, y + 7] },
    { x: -r, y: 4, anchor: "end", box: [x - r - w, y - 7, x - r, y + 7] },
    below(w / 3), below(-w / 3), above(w / 3), above(-w / 3),
  ];
  const inside = (spot) => spot.box[0] > 0 && spot.box[2] < width;
  const whole = spots.find((spot) => inside(spot) && grid.take(spot.box));
  if (whole || node.kind === "claim") return whole; // the words of a claim are shown whole or not at all
  return spots.find((spot) => grid.take(spot.box))
    || (node.kind === "entity" && node.degree >= MANY ? spots.find((spot) => grid.take(spot.box, true)) : undefined);
}

// How far aside of its sign a name stands that is to be whole, as long as it stays above or below the sign.
function drawnIn(x, aside, half, width) {
  const moved = Math.min(Math.max(x + aside, half + 4), width - half - 4) - x;
  return Math.abs(moved) < half ? moved : aside;
}

function linkSpot(link, grid) {
  // That somebody makes a claim is seen from the arrow; only the roles of others are named.
  if (link.way === "said" && link.ends[1].kind === "claim" && link.ends[0].kind === "entity") return undefined;
  const [x, y] = link.middle;
  const half = link.width / 2 + 2;
  const [a, b] = link.ends.map(toScreen);
  if (Math.hypot(a[0] - b[0], a[1] - b[1]) < link.width) return undefined;
  return grid.take([x - half, y - 7, x + half, y + 5]) ? { x, y: y + 3, anchor: "middle" } : undefined;
}

// Boxes by the squares of the screen that they touch, so that each is compared with few.
function makeGrid() {
  const size = 60;
  const squares = new Map();
  const each = ([left, top, right, bottom], act) => {
    for (let i = Math.floor(left / size); i <= Math.floor(right / size); i += 1) {
      for (let j = Math.floor(top / size); j <= Math.floor(bottom / size); j += 1) act(`${i} ${j}`);
    }
  };
  const add = (box) => each(box, (key) => (squares.get(key) || squares.set(key, []).get(key)).push(box));
  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const take = ([left, top, right, bottom], over = false) => {
    const box = [left - 3, top, right + 3, bottom];
    let free = true;
    each(box, (key) => { if ((squares.get(key) || []).some((other) => meets(box, other) && !(over && other.soft))) free = false; });
    if (free) add(box);
    return free;
  };
  return { add, take };
}
