// The row of actions under a figure. Everything is put in as text, nothing as markup.

const given = new WeakMap()

function say(row, words) {
  row.querySelector("[role=status]").textContent = words
}

// The text is shown and selected; where the browser lets a page copy, it is copied too. Needs no permission.
function copy(row, text, label) {
  row.querySelector("textarea")?.remove()
  const box = document.createElement("textarea")
  box.value = text
  box.readOnly = true
  box.rows = text.length > 120 ? 4 : 2
  box.setAttribute("aria-label", label)
  row.append(box)
  box.focus()
  box.select()
  const done = document.execCommand("copy")
  say(row, done ? "已复制" : "已选中，请按 Ctrl+C 复制")
}

function save(text, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

// Plotly draws the picture; its own button does that, wherever its tool bar is.
function picture(row, figure) {
  const button = document.querySelector(`.st-key-${CSS.escape(figure)} .modebar-btn`)
  if (button) button.click()
  say(row, button ? "正在生成图片" : "图还没有画好，请稍候再试")
}

function button(words, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.onclick = act
  return made
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const row = parentElement.querySelector(".actions")
  if (!row || !data) return
  const before = given.get(row)
  if (before?.cited !== data.cited || before?.figure !== data.figure) {
    const status = document.createElement("span")
    status.setAttribute("role", "status")
    const buttons = [
      button("复制链接", () => copy(row, window.location.href, "本页链接")),
      button("下载 CSV", () => setTriggerValue("wanted", true)),
    ]
    if (data.figure) buttons.push(button("下载图片", () => picture(row, data.figure)))
    if (data.keep) {
      buttons.push(button("加入会议篮", () => {
        setTriggerValue("kept", window.location.pathname.split("/").pop() + window.location.search)
        say(row, "已加入会议篮")
      }))
    }
    if (data.cited) buttons.push(button("引用", () => copy(row, data.cited, "引用格式")))
    row.replaceChildren(...buttons, status)
  }
  if (data.sheet && before?.sheet !== data.sheet) {
    save(data.sheet, data.name)
    say(row, "已下载")
  }
  given.set(row, data)
}
