// The table of an exhibit, as HTML: it is read, searched and printed as what it is. A click on a cell, Enter or the space bar opens its
// line; arrow keys move among the cells, a head sorts. Of a long table as many lines are made as are looked at.

const MOST = 60 // lines that are made at once
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
const ORDER = new Intl.Collator("zh-CN", { numeric: true })
const shown = new WeakMap() // room → what stands in it

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const room = parentElement.querySelector(".duibiao-table")
  if (!room || !data) return
  const it = shown.get(room) ?? begin(room)
  it.pick = (n, column) => setTriggerValue("picked", [n, column])
  const written = JSON.stringify(data)
  if (it.written === written) return
  Object.assign(it, { written, data, sorted: null, order: data.lines.map((_, n) => n) })
  draw(room, it)
}

function begin(room) {
  const it = {}
  shown.set(room, it)
  room.addEventListener("scroll", () => room.scrollTop + room.clientHeight > room.scrollHeight - 400 && more(it), { passive: true })
  room.addEventListener("click", ({ target }) => target.closest("td") && choose(it, target.closest("td")))
  room.addEventListener("keydown", (event) => press(it, event))
  window.addEventListener("beforeprint", () => room.isConnected && more(it, Infinity))
  return it
}

function draw(room, it) {
  const { alt, head, widths } = it.data
  const table = document.createElement("table")
  table.setAttribute("aria-label", alt)
  table.style.width = `max(100%, ${widths.reduce((sum, width) => sum + width, 0)}px)`
  const columns = document.createElement("colgroup")
  columns.append(...widths.map((width) => Object.assign(document.createElement("col"), { style: `width: ${width}px` })))
  it.heads = head.map((name, column) => headed(it, name, column))
  const line = document.createElement("tr")
  line.append(...it.heads)
  const top = document.createElement("thead")
  top.append(line)
  it.body = document.createElement("tbody")
  table.append(columns, top, it.body)
  room.replaceChildren(table)
  more(it)
}

function headed(it, name, column) {
  const sort = document.createElement("button")
  Object.assign(sort, { type: "button", textContent: name, onclick: () => order(it, column) })
  const cell = document.createElement("th")
  cell.scope = "col"
  cell.append(sort)
  return cell
}

// Up, down, and as it was.
function order(it, column) {
  const turn = it.sorted?.column === column ? { ascending: "descending", descending: null }[it.sorted.way] : "ascending"
  it.sorted = turn && { column, way: turn }
  it.heads.forEach((head, n) => (turn && n === column ? head.setAttribute("aria-sort", turn) : head.removeAttribute("aria-sort")))
  const by = (a, b) => ORDER.compare(it.data.lines[a][column], it.data.lines[b][column]) * (turn === "descending" ? -1 : 1)
  it.order = it.data.lines.map((_, n) => n)
  if (turn) it.order.sort(by)
  it.body.replaceChildren()
  more(it)
}

function more(it, most = MOST) {
  const made = it.body.childElementCount
  it.body.append(...it.order.slice(made, made + most).map((n) => lined(it, n)))
  if (!made && it.body.firstChild) it.body.firstChild.firstChild.tabIndex = 0
}

function lined(it, n) {
  const line = document.createElement("tr")
  line.dataset.n = n
  line.append(...it.data.lines[n].map((words, column) => {
    const cell = document.createElement("td")
    cell.textContent = words
    cell.tabIndex = -1
    const look = it.data.looks[`${n},${column}`]
    if (look) cell.style.cssText = look
    return cell
  }))
  return line
}

function choose(it, cell) {
  const line = cell.parentElement
  it.body.querySelector(".chosen")?.classList.remove("chosen")
  line.classList.add("chosen")
  it.pick(Number(line.dataset.n), cell.cellIndex)
}

function press(it, event) {
  const cell = event.target.closest("td")
  if (!cell) return
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault()
    return choose(it, cell)
  }
  const step = STEPS[event.key]
  if (!step) return
  event.preventDefault()
  if (step[0] > 0 && !cell.parentElement.nextSibling) more(it)
  const line = it.body.children[[...it.body.children].indexOf(cell.parentElement) + step[0]]
  const next = line?.children[cell.cellIndex + step[1]]
  if (!next) return
  cell.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}
