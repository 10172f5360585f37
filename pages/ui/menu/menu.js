// The menu of pages. Its entries are links, so that one may be opened in a tab of its own; a plain click changes the page within the visit.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const nav = parentElement.querySelector("nav")
  if (!nav || !data) return
  document.cookie = `duibiao_sides=${data.sides}; path=/; max-age=31536000; SameSite=Lax`
  document.cookie = `duibiao_width=${window.innerWidth}; path=/; max-age=31536000; SameSite=Lax`
  keepBasket(data.basket, setTriggerValue)
  callOff = (name) => setTriggerValue("called_off", name)
  watch()
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

// What takes longer than two seconds is told in words, with a way out: every choice stands in the address, so one step
// back takes the choice back that is being worked on.
const PATIENCE = 2 // seconds
let watched = null // the observed app
let waiting = null // what ticks while a page is made

function watch() {
  const app = document.querySelector("[data-testid=stApp]")
  if (!app || app === watched) return
  watched = app
  const look = () => (app.dataset.testScriptState === "running" ? begin() : end())
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] })
  look()
}

function begin() {
  if (waiting) return
  const since = Date.now()
  waiting = setInterval(() => {
    const seconds = Math.floor((Date.now() - since) / 1000)
    if (seconds >= PATIENCE) tell(`正在算，已用 ${seconds} 秒`, "取消，回到上一步", () => window.history.back(), window.history.length < 2)
  }, 500)
}

function end() {
  clearInterval(waiting)
  waiting = null
  untell()
}

function untell() {
  document.querySelector(".duibiao-waiting")?.remove()
}

function tell(words, label, act, hidden = false) {
  let box = document.querySelector(".duibiao-waiting")
  if (!box) {
    box = document.createElement("div")
    box.className = "duibiao-waiting"
    box.setAttribute("role", "status")
    const back = document.createElement("button")
    back.type = "button"
    box.append(document.createElement("span"), back)
    document.body.append(box)
  }
  Object.assign(box.lastChild, { textContent: label, onclick: act, hidden })
  box.firstChild.textContent = words
}

// A file to take along is made by the server when its button is clicked, which is out of use until the file is there.
// What takes longer is told as well, and can be called off: the server stops, and what comes then is not taken.
let callOff = () => {} // tells the server of the present visit
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-testid=stDownloadButton] button")
  if (button && !button.disabled) follow(button)
}, true)

function follow(button) {
  const since = Date.now(), name = button.textContent.trim()
  let called = true
  const off = () => {
    called = false
    refuse()
    callOff(name)
    untell()
  }
  const ticks = setInterval(() => {
    const seconds = Math.floor((Date.now() - since) / 1000)
    if (!button.disabled || !button.isConnected) {
      clearInterval(ticks)
      delete HTMLAnchorElement.prototype.click
      if (!waiting) untell()
    } else if (called && seconds >= PATIENCE) tell(`正在生成“${name}”，已用 ${seconds} 秒`, "取消", off)
  }, 500)
}

// Streamlit takes a file by a click on a link that is in no page.
function refuse() {
  HTMLAnchorElement.prototype.click = function () {
    if (!new URL(this.href).pathname.includes("/media/")) return HTMLElement.prototype.click.call(this)
    delete HTMLAnchorElement.prototype.click
  }
}

// A sentence to take along is selected and copied; needs no permission.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".sentence button")
  if (!button) return
  window.getSelection().selectAllChildren(button.parentElement.querySelector("pre"))
  button.title = document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C 复制"
  button.setAttribute("aria-label", button.title)
})

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
