// The keys of the meeting screen: arrows, page keys and the space bar turn, a number and Enter jump, Escape leaves. Buttons do the same for a mouse.

const TURNS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }

function button(words, label, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = words
  made.setAttribute("aria-label", label)
  made.onclick = act
  return made
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const row = parentElement.querySelector(".keys")
  if (!row || !data) return
  let typed = "" // a number and Enter go to that screen
  const turn = (by) => setTriggerValue("turned", by)
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
    const by = event.key === "Escape" ? 0 : TURNS[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    turn(by)
  }
  window.addEventListener("keydown", press)
  const where = document.createElement("span")
  where.textContent = data.where
  row.replaceChildren(
    button("‹", "上一张", () => turn(-1)), where, button("›", "下一张", () => turn(1)), button("退出会议模式", "退出会议模式", () => turn(0)),
  )
  return () => window.removeEventListener("keydown", press)
}
