// The order of the basket: a row is dragged with a mouse, a pen or a finger, or moved with Alt and an arrow key.

let moved = null // where the row stands that a key has moved, so that the key can be pressed again

function row(words, n, number) {
  const made = document.createElement("li")
  const handle = document.createElement("button")
  handle.type = "button"
  handle.textContent = words
  handle.setAttribute("aria-label", `${words}，第 ${n + 1} 张，共 ${number} 张`)
  handle.setAttribute("aria-describedby", "order-hint")
  made.append(handle)
  return made
}

// The place among the rows at which a pointer stands.
function placeAt(list, y) {
  const middles = [...list.children].map((each) => each.getBoundingClientRect()).map((box) => box.top + box.height / 2)
  return middles.filter((middle) => middle < y).length
}

function drag(list, from, event, put) {
  const held = list.children[from]
  if (event.button !== 0) return
  const rows = [...list.children]
  let to = from
  const follow = (at) => {
    const place = placeAt(list, at.clientY)
    to = place > from ? place - 1 : place
    rows.forEach((each, n) => {
      each.classList.toggle("before", n === to && to < from)
      each.classList.toggle("behind", n === to && to > from)
    })
    held.classList.add("held")
  }
  const end = (at) => {
    held.removeEventListener("pointermove", follow)
    rows.forEach((each) => each.classList.remove("held", "before", "behind"))
    if (at.type === "pointerup" && to !== from) put(from, to)
  }
  held.setPointerCapture(event.pointerId)
  held.addEventListener("pointermove", follow)
  held.addEventListener("pointerup", end, { once: true })
  held.addEventListener("pointercancel", end, { once: true })
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const list = parentElement.querySelector("ol")
  if (!list || !data) return
  const number = data.titles.length
  const put = (from, to) => setTriggerValue("moved", [from, to])
  list.replaceChildren(...data.titles.map((words, n) => row(words, n, number)))
  ;[...list.children].forEach((each, n) => {
    each.onpointerdown = (event) => drag(list, n, event, put)
    each.onkeydown = (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
      if (by === undefined || n + by < 0 || n + by >= number) return
      event.preventDefault()
      if (!event.altKey) return list.children[n + by].firstChild.focus()
      moved = n + by
      put(n, n + by)
    }
  })
  if (moved !== null) list.children[moved]?.firstChild.focus()
  moved = null
}
