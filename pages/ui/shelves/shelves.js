// Baskets that a visitor keeps by name in his own browser, without signing in: kept, opened, removed, and had back.

const KEY = "duibiao_baskets"
const MOST = 12
let gone = null // what was removed last: name and links

function read() {
  try {
    return Object.entries(JSON.parse(localStorage.getItem(KEY)) ?? {}).filter(([, links]) => Array.isArray(links))
  } catch (error) {
    console.info("这个浏览器里没有可读的会议篮", error)
    return []
  }
}

// Returns what to tell the visitor; "" when all went well.
function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)))
    return ""
  } catch (error) {
    return `没有存下：这个浏览器不许保存（${error.name}）`
  }
}

function button(words, label, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.setAttribute("aria-label", label)
  made.onclick = act
  return made
}

function line(name, links, act) {
  const made = document.createElement("li")
  const words = document.createElement("span")
  words.textContent = `${name}　${links.length} 项`
  made.append(words, button("打开", `打开 ${name}`, () => act.open(links)), button("删除", `删除 ${name}`, () => act.remove(name, links)))
  return made
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const room = parentElement.querySelector(".shelves")
  if (!room || !data) return
  const [list, form, said] = ["ul", "form", "[role=status]"].map((each) => room.querySelector(each))
  const say = (words) => (said.textContent = words)
  const store = (kept, words) => {
    say(write(kept) || words)
    draw()
  }
  const act = {
    open: (links) => setTriggerValue("opened", links),
    remove: (name, links) => {
      gone = [name, links]
      store(read().filter(([known]) => known !== name), `已删除“${name}”`)
      said.append(button("撤销删除", `撤销删除 ${name}`, () => store([...read(), gone], `“${gone[0]}”回来了`)))
    },
  }
  const draw = () => list.replaceChildren(...read().map(([name, links]) => line(name, links, act)))
  form.hidden = !data.links.length
  form.onsubmit = (event) => {
    event.preventDefault()
    const name = form.elements.name.value.trim().slice(0, 40)
    const others = read().filter(([known]) => known !== name)
    if (!name) return say("请先写名称")
    if (others.length >= MOST) return say(`最多存 ${MOST} 个，请先删去一个`)
    store([...others, [name, data.links]], `已存为“${name}”，只在这个浏览器里`)
    form.reset()
  }
  draw()
}
