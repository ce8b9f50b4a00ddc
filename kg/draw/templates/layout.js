// Where nodes lie: D3's forces, then boxes pushed apart until no name covers another. The same picture in a window of
// the same form always gives the same places, since nothing in it is left to chance.

const STEPS = 300;
const LENGTHS = { stated: 130, said: 62, mentioned: 130, part: 70, known: 150, added: 130, inferred: 130, asked: 130 };
const STRENGTHS = { stated: 0.35, said: 0.9, mentioned: 0.04, part: 0.7, known: 0.05, added: 0.35, inferred: 0.05, asked: 0.3 };

function spread(nodes) {
  // The most linked in the middle, the others around them in the order of seeds in a sunflower.
  const order = nodes.slice().sort((a, b) => b.degree - a.degree || a.place - b.place);
  order.forEach((node, i) => {
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    node.x = 26 * Math.sqrt(i + 0.5) * Math.cos(angle);
    node.y = 26 * Math.sqrt(i + 0.5) * Math.sin(angle);
  });
}

function settle(nodes, links, frame) {
  spread(nodes);
  const force = d3.layout.force().nodes(nodes).links(links).size([0, 0])
    .charge((node) => (node.kind === "entity" ? -420 - 30 * Math.min(20, node.degree) : -240))
    .linkDistance((link) => LENGTHS[link.way])
    .linkStrength((link) => STRENGTHS[link.way])
    .gravity(0.09).chargeDistance(900);
  force.start();
  for (let i = 0; i < STEPS; i += 1) force.tick();
  force.stop();
  const named = nodes.length <= 150;
  // Names are wider than high, and push their neighbours up and down; a high window has more room there.
  const stretch = Math.max(0.8, Math.min(1.45, (1.2 * frame.width) / (frame.height || 1)));
  if (named) nodes.forEach((node) => { node.x *= stretch; });
  separate(nodes, named);
}

// The room that a node takes: its sign and, where there are not too many, its name below.
function room(node, named) {
  const half = Math.max(node.radius + 4, named ? Math.min(node.width, 190) / 2 + 3 : 0);
  return { half, up: node.radius + 4, down: node.radius + (named ? 20 : 4) };
}

function separate(nodes, named) {
  const rooms = nodes.map((node) => room(node, named));
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        if (part(nodes[i], rooms[i], nodes[j], rooms[j])) moved = true;
      }
    }
    if (!moved) return;
  }
}

function part(a, one, b, other) {
  const across = one.half + other.half - Math.abs(a.x - b.x);
  if (across <= 0) return false;
  const below = a.y <= b.y ? one.down + other.up - (b.y - a.y) : other.down + one.up - (a.y - b.y);
  if (below <= 0) return false;
  if (below < across) {
    const way = a.y <= b.y ? 1 : -1;
    a.y -= (way * (below + 1)) / 2;
    b.y += (way * (below + 1)) / 2;
  } else {
    const way = a.x <= b.x ? 1 : -1;
    a.x -= (way * (across + 1)) / 2;
    b.x += (way * (across + 1)) / 2;
  }
  return true;
}
