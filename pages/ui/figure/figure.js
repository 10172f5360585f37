// A figure of the house, drawn by plotly's bundle for charts on two axes: a third of the whole that Streamlit loads, which
// also holds maps and 3-D. It is drawn once for each change, and anew where its room becomes wider or narrower.
import "./plotly/plotly-cartesian-4.1.1.min.js"

const { Plotly } = window
const drawn = new WeakMap() // room → what is drawn in it

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const room = parentElement.querySelector(".duibiao-figure")
  if (!room || !data) return
  const it = drawn.get(room) ?? begin(room)
  it.pick = (carried) => setTriggerValue("picked", carried)
  if (it.spec === data.spec) return
  it.spec = data.spec
  room.setAttribute("role", "figure")
  room.setAttribute("aria-label", data.alt)
  const figure = JSON.parse(data.spec)
  it.height = figure.layout.height
  it.draws = draw(room, it, figure, data.config)
}

function begin(room) {
  const it = { spec: null, width: 0, plot: document.createElement("div") }
  drawn.set(room, it)
  room.append(it.plot)
  const watch = new ResizeObserver(() => (room.isConnected ? fit(room, it) : leave(it, watch)))
  watch.observe(room)
  room.onfullscreenchange = () => fit(room, it)
  return it
}

function leave(it, watch) {
  watch.disconnect()
  Plotly.purge(it.plot)
}

// In full screen a figure is as high as the screen.
function size(room, it) {
  const { clientWidth: width } = room
  return { width, height: document.fullscreenElement === room ? Math.max(it.height, window.innerHeight) : it.height }
}

async function draw(room, it, { data, layout, frames }, config) {
  const { width, height } = size(room, it)
  it.width = width
  it.shown = height
  const whole = { name: "全屏", title: "全屏", icon: ICON, click: () => room.requestFullscreen() }
  const listening = Boolean(it.plot.on)
  await Plotly.react(it.plot, { data, layout: { ...layout, width, height }, frames, config: { ...config, responsive: false, modeBarButtonsToAdd: [whole] } })
  if (!listening) it.plot.on("plotly_selected", (event) => event?.points?.length && it.pick(carried(event.points[0])))
}

const carried = ({ customdata }) => (Array.isArray(customdata) ? customdata : [customdata])

async function fit(room, it) {
  await it.draws
  const { width, height } = size(room, it)
  if (!width || (width === it.width && height === it.shown)) return
  it.width = width
  it.shown = height
  it.draws = Plotly.relayout(it.plot, { width, height })
}

const ICON = { width: 24, height: 24, path: "M3 3h7v2H5v5H3zM14 3h7v7h-2V5h-5zM3 14h2v5h5v2H3zM19 14h2v7h-7v-2h5z" }
