// The keys of the meeting screen: arrows, page keys and the space bar turn, a number and Enter jump, Escape leaves; + and − zoom, P is a
// pointer, D turns the screen dark. Buttons do the same for a mouse.

const TURNS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }

function button(words, label, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.setAttribute("aria-label", label)
  made.onclick = act
  return made
}

const STEP = 1.15 // of the zoom
let zoom = 1
let pointer = null
let pressed = null // what listens to the keys

function magnify(by) {
  zoom = by ? Math.min(3, Math.max(0.5, zoom * by)) : 1
  document.documentElement.style.setProperty("--zoom", zoom)
}

// An enlarged screen scrolls under its buttons.
function keepInSight() {
  const scrolled = document.querySelector(".stMain")?.scrollTop ?? 0
  document.documentElement.style.setProperty("--scrolled", `${scrolled}px`)
}

document.addEventListener("scroll", keepInSight, true)

function darken() {
  document.documentElement.classList.toggle("meeting-dark")
}

function follow(event) {
  Object.assign(pointer.style, { left: `${event.clientX}px`, top: `${event.clientY}px` })
}

function point() {
  if (pointer) {
    window.removeEventListener("mousemove", follow)
    pointer.remove()
    pointer = null
    return
  }
  pointer = document.createElement("div")
  pointer.className = "meeting-pointer"
  pointer.setAttribute("aria-hidden", "true")
  document.body.append(pointer)
  window.addEventListener("mousemove", follow)
}

// What the meeting turned on is off again outside of it.
function leave() {
  magnify(0)
  document.documentElement.classList.remove("meeting-dark")
  if (pointer) point()
}

const LOOKS = { "+": () => magnify(STEP), "=": () => magnify(STEP), "-": () => magnify(1 / STEP), p: point, d: darken }

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const row = parentElement.querySelector(".keys")
  if (!row || !data) return
  let typed = "" // a number and Enter go to that screen
  const turn = (by) => {
    if (by === 0) leave()
    setTriggerValue("turned", by)
  }
  const press = (event) => {
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return
    if (/^\d$/.test(event.key)) {
      typed = (typed + event.key).slice(-2)
      return
    }
    if (event.key === "Enter" && typed) {
      setTriggerValue("jumped", Number(typed))
      typed = ""
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const look = LOOKS[event.key.toLowerCase()]
    if (look) return look()
    const by = event.key === "Escape" ? 0 : TURNS[event.key]
    if (by === undefined) return
    event.preventDefault()
    turn(by)
  }
  if (pressed) window.removeEventListener("keydown", pressed) // one at a time, however often the row is drawn
  pressed = press
  window.addEventListener("keydown", press)
  const where = document.createElement("span")
  where.textContent = data.where
  row.replaceChildren(
    button("‹", "上一张", () => turn(-1)), where, button("›", "下一张", () => turn(1)),
    button("＋", "放大（+）", () => magnify(STEP)), button("－", "缩小（-）", () => magnify(1 / STEP)), button("指针", "指针（P）", point), button("暗", "变暗（D）", darken),
    button("退出会议模式", "退出会议模式", () => turn(0)),
  )
  return () => window.removeEventListener("keydown", press)
}
