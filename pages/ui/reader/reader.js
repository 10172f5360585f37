// Shows a report with its numbers marked. Everything is put in as text, nothing as markup: a report is data.

const seen = new WeakMap()

function mark(piece, pick) {
  const [text, id, kind, hue, says] = piece
  if (!id) return document.createTextNode(text)
  const number = document.createElement("span")
  number.textContent = text
  number.className = `number ${kind}`
  number.title = says
  number.dataset.id = id
  number.tabIndex = 0
  number.setAttribute("role", "button")
  if (hue >= 0) number.style.setProperty("--hue", String(hue))
  number.onclick = () => pick(id)
  number.onkeydown = event => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      pick(id)
    }
  }
  return number
}

function write(page, paragraphs, pick) {
  const lines = paragraphs.map(pieces => {
    const line = document.createElement("p")
    line.append(...pieces.map(piece => mark(piece, pick)))
    return line
  })
  page.replaceChildren(...lines)
}

function choose(page, id, scroll) {
  for (const number of page.querySelectorAll(".number")) {
    number.classList.toggle("chosen", number.dataset.id === id)
  }
  const chosen = page.querySelector(".chosen")
  if (chosen && scroll) chosen.scrollIntoView({ block: "center" })
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const page = parentElement.querySelector(".report")
  if (!page || !data) return
  const pick = id => {
    choose(page, id, false)
    setTriggerValue("picked", id)
  }
  const before = seen.get(page)
  if (before !== data.report) write(page, data.paragraphs, pick)
  choose(page, data.chosen, before !== data.report)
  seen.set(page, data.report)
}
