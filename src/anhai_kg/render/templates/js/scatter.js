// On request: the network as physics draws it, followed until it rests; pressed again, the trees.
const FORCES = { gravitationalConstant: -45, centralGravity: 0.03, springLength: 90, avoidOverlap: 0.5 };
const FOLLOWED = 250; // milliseconds from one look to the next
let scattered = 0; // the timer that follows it

function follow() {
  const { wanted, light } = visible();
  for (const [id, at] of Object.entries(net.getPositions())) moved.set(id, at);
  chooseLabels(wanted, light);
  net.moveTo(framed([...wanted], CLOSE));
}

function startScatter() {
  const physics = (enabled) => net.setOptions({ physics: { enabled, solver: "forceAtlas2Based", forceAtlas2Based: FORCES } });
  const rest = () => {
    clearInterval(scattered);
    if (scattered) redraw();
  };
  net.on("stabilized", rest);
  byId("graph").addEventListener("wheel", rest, { capture: true }); // who looks around is left alone
  byId("graph").addEventListener("pointerdown", rest);
  byId("move").onclick = ({ currentTarget }) => {
    clearInterval(scattered);
    scattered = scattered ? 0 : setInterval(follow, FOLLOWED);
    currentTarget.setAttribute("aria-pressed", String(Boolean(scattered)));
    physics(Boolean(scattered));
    moved.clear();
    redraw();
    if (!scattered) fitAll();
  };
}
