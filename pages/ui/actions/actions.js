// The row of actions under a figure. Everything is put in as text, nothing as markup.

const SIZES = [[1280, 720], [1920, 1080]]
const MARGIN = 0.03 // of the width of a card
const PATIENCE = 2000 // ms the clipboard is given
const given = new WeakMap()

function say(row, words) {
  row.querySelector("[role=status]").textContent = words
}

function button(words, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.onclick = act
  return made
}

// What one action shows under the row; the next action takes its place.
function show(row, ...nodes) {
  row.querySelector(".shown")?.remove()
  const box = document.createElement("div")
  box.className = "shown"
  box.append(...nodes)
  row.append(box)
}

// The address as a colleague gets it: with every choice, the defaults too, and the version of the data it was copied at.
function link(data) {
  const url = new URL(data.link || window.location.href, window.location.href)
  url.searchParams.set("dv", data.version)
  return url.href
}

// The text is shown and selected; where the browser lets a page copy, it is copied too. Needs no permission.
function copy(row, text, label) {
  const box = document.createElement("textarea")
  box.value = text
  box.readOnly = true
  box.rows = text.length > 120 ? 4 : 2
  box.setAttribute("aria-label", label)
  show(row, box)
  box.focus()
  box.select()
  say(row, document.execCommand("copy") ? "已复制" : "已选中，请按 Ctrl+C 复制")
}

function save(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

// The code of an iframe for a portal that this server allows to show the figure.
function frame(data) {
  const url = new URL(link(data))
  url.searchParams.set("fig", data.key)
  url.searchParams.set("embed", "true")
  const shown = document.createElement("iframe")
  Object.entries({ src: url.href, title: data.title, width: "100%", height: "640", style: "border:0" }).forEach((each) => shown.setAttribute(...each))
  return shown.outerHTML
}

// What the server answered: a short link, its picture, or a message for the chat.
function answered(row, { what, short, code: picture, chat, said }) {
  if (what === "code") code(row, picture, short)
  else if (short) copy(row, what === "chat" ? chat : short, what === "chat" ? "发到群里的文字" : "短链接")
  if (said) say(row, said)
}

function code(row, picture, short) {
  if (!picture.startsWith("data:")) return say(row, "链接太长，二维码放不下；请少选几项，或用“复制链接”。")
  const image = new Image()
  image.src = picture
  image.alt = "本页链接的二维码"
  image.className = "code"
  const address = document.createElement("div")
  address.textContent = short
  show(row, image, address)
  const own = ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname)
  say(row, own ? "这个网址只有本机能打开：请改用“同事打开”的网址打开本页，再生成二维码" : "手机连上同一网络，扫码打开")
}

// The figure as it stands on the screen, as one drawing.
function drawing(plot) {
  const { width, height } = plot.querySelector(".main-svg").getBoundingClientRect()
  const root = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const size = { width, height, viewBox: `0 0 ${width} ${height}` }
  Object.entries(size).forEach(([name, value]) => root.setAttribute(name, value))
  for (const layer of plot.querySelectorAll(".main-svg")) {
    const part = layer.cloneNode(true)
    part.querySelectorAll(".hoverlayer > *").forEach((shown) => shown.remove())
    root.append(part)
  }
  return { width, height, text: new XMLSerializer().serializeToString(root) }
}

// The figure in the middle of a white card of this size; one that has no title of its own gets title and source around it.
async function card(plot, width, height, data) {
  const drawn = drawing(plot)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`
  await image.decode()
  const canvas = document.createElement("canvas")
  Object.assign(canvas, { width, height })
  const pen = canvas.getContext("2d")
  pen.fillStyle = "#FFFFFF"
  pen.fillRect(0, 0, width, height)
  const room = MARGIN * width
  const line = plot.querySelector(".gtitle") ? 0 : 0.07 * height
  const scale = Math.min((width - 2 * room) / drawn.width, (height - 2 * room - 2 * line) / drawn.height)
  const [w, h] = [drawn.width * scale, drawn.height * scale]
  pen.drawImage(image, (width - w) / 2, (height - h) / 2, w, h)
  if (line) {
    const family = getComputedStyle(plot).fontFamily
    pen.textBaseline = "middle"
    pen.fillStyle = "#1F2933"
    pen.font = `600 ${0.04 * height}px ${family}`
    pen.fillText(data.title, room, room + line / 2, width - 2 * room)
    pen.fillStyle = "#5B6770"
    pen.font = `${0.024 * height}px ${family}`
    pen.fillText(data.foot, room, height - room - line / 2, width - 2 * room)
  }
  return canvas
}

const png = (canvas) => new Promise((done) => canvas.toBlob(done, "image/png"))

// The clipboard takes pictures on https and on this machine only, and may never answer; then the picture is selected and copied as such.
async function copyPicture(row, canvas, image) {
  say(row, "正在复制图片…")
  if (window.isSecureContext && window.ClipboardItem) {
    const written = navigator.clipboard.write([new ClipboardItem({ "image/png": png(canvas) })])
    const silent = new Promise((_, refuse) => setTimeout(() => refuse(new DOMException("no answer", "NotAllowedError")), PATIENCE))
    try {
      await Promise.race([written, silent])
      return say(row, "已复制图片")
    } catch (refused) {
      if (refused.name !== "NotAllowedError") throw refused
    }
  }
  window.getSelection().selectAllChildren(image.parentElement)
  say(row, document.execCommand("copy") ? "已复制图片" : "请在图上点右键，选“复制图片”")
}

async function cards(row, data) {
  const plot = document.querySelector(`.st-key-${CSS.escape(data.figure)} .js-plotly-plot`)
  if (!plot?.querySelector(".main-svg")) return say(row, "图还没有画好，请稍候再试")
  const canvas = await card(plot, ...SIZES[1], data)
  const image = new Image()
  image.src = canvas.toDataURL("image/png")
  image.alt = data.name
  image.className = "card"
  const frame = document.createElement("div")
  frame.append(image)
  const saves = SIZES.map(([width, height]) => button(`下载 ${width}×${height}`, async () => {
    save(await png(await card(plot, width, height, data)), `${data.name}_${width}x${height}.png`)
    say(row, "已下载")
  }))
  show(row, frame, ...saves, button("复制图片", () => copyPicture(row, canvas, image)))
  say(row, "")
}

// On paper a figure is as wide as the sheet: with a viewBox a drawing can be scaled by the print style.
window.addEventListener("beforeprint", () => {
  for (const drawn of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    const { width, height } = drawn.getBoundingClientRect()
    if (width && !drawn.hasAttribute("viewBox")) drawn.setAttribute("viewBox", `0 0 ${width} ${height}`)
  }
})
window.addEventListener("afterprint", () => {
  document.querySelectorAll(".js-plotly-plot .main-svg").forEach((drawn) => drawn.removeAttribute("viewBox"))
})

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const row = parentElement.querySelector(".actions")
  if (!row || !data) return
  const before = given.get(row)
  if (["cited", "figure", "version", "name", "link"].some((key) => before?.[key] !== data[key])) {
    const status = document.createElement("span")
    status.setAttribute("role", "status")
    const buttons = [
      button("复制链接", () => copy(row, link(data), "本页链接")),
      button("短链接", () => setTriggerValue("asked", { what: "short", link: link(data) })),
      button("二维码", () => setTriggerValue("asked", { what: "code", link: link(data) })),
    ]
    if (data.table) buttons.push(button("下载 CSV", () => setTriggerValue("wanted", true)))
    if (data.figure) buttons.push(button("截图卡", () => cards(row, data)))
    if (data.keep) {
      buttons.push(button("加入会议篮", () => {
        setTriggerValue("kept", true)
        say(row, "已加入会议篮")
      }))
    }
    if (data.keep) buttons.push(button("发到群里", () => setTriggerValue("asked", { what: "chat", link: link(data) })))
    if (data.embed && data.key) buttons.push(button("嵌入代码", () => copy(row, frame(data), "嵌入代码")))
    if (data.cited) buttons.push(button("引用", () => copy(row, data.cited, "引用格式")))
    row.replaceChildren(...buttons, status)
  }
  if (data.sheet && before?.sheet !== data.sheet) {
    save(new Blob(["\ufeff", data.sheet], { type: "text/csv;charset=utf-8" }), `${data.name}.csv`)
    say(row, "已下载")
  }
  if (data.answer && before?.answer !== data.answer) answered(row, data.answer)
  given.set(row, data)
}
