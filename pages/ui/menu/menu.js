// The menu of pages. Its entries are links, so that one may be opened in a tab of its own; a plain click changes the page within the visit.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const nav = parentElement.querySelector("nav")
  if (!nav || !data) return
  document.cookie = `duibiao_sides=${data.sides}; path=/; max-age=31536000; SameSite=Lax`
  keepBasket(data.basket, setTriggerValue)
  if (nav.dataset.current === data.current) return
  nav.dataset.current = data.current
  nav.replaceChildren(...data.sections.flatMap(([name, entries]) => [heading(name), list(entries, data.current, setTriggerValue)]))
}

// The basket lives in the browser: it survives F5, new tabs and a restart of the server. A visit that does not know it
// yet (null) is told what the browser has, once; afterwards the browser keeps what the visit says.
const BASKET = "duibiao_basket"
let asked = false

function keepBasket(links, setTriggerValue) {
  try {
    if (links) localStorage.setItem(BASKET, JSON.stringify(links))
    else if (!asked && localStorage.getItem(BASKET)) {
      asked = true
      setTriggerValue("restored", localStorage.getItem(BASKET))
    }
  } catch (error) {
    console.info("这个浏览器不保存会议篮", error) // private windows may refuse; the address still carries the basket
  }
}

function heading(name) {
  const made = document.createElement("h2")
  made.textContent = name
  return made
}

function list(entries, current, setTriggerValue) {
  const made = document.createElement("ul")
  made.append(...entries.map((entry) => item(entry, current, setTriggerValue)))
  return made
}

function item([path, title, help], current, setTriggerValue) {
  const link = document.createElement("a")
  link.textContent = title
  link.title = help
  link.href = path || "./"
  if (path === current) link.setAttribute("aria-current", "page")
  link.onclick = (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setTriggerValue("picked", path || "/")
  }
  const made = document.createElement("li")
  made.append(link)
  return made
}
