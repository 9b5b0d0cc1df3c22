// The message box: plain text only, so that what was put in is what can be read back, line ends included.
function plainText(parent) {
  let text = '';
  parent.childNodes.forEach((node, index) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (node.nodeName === 'BR') text += node.nextSibling && node.nextSibling.nodeName !== 'DIV' ? '\n' : '';
    else text += (index ? '\n' : '') + plainText(node);
  });
  return text;
}

export class Composer {
  constructor(element, onSend, onChange) {
    this.element = element;
    this.onChange = onChange;
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      onSend();
    });
    element.addEventListener('beforeinput', (event) => this.beforeInput(event));
    element.addEventListener('input', () => {
      this.flatten();
      onChange();
    });
    element.addEventListener('paste', (event) => {
      event.preventDefault();
      this.insert(event.clipboardData.getData('text/plain'));
    });
  }

  get text() {
    return this.element.textContent;
  }

  set text(text) {
    this.element.textContent = text;
  }

  beforeInput(event) {
    const isBreak = event.inputType === 'insertParagraph' || event.inputType === 'insertLineBreak';
    const text = isBreak ? '\n' : event.data ?? '';
    // After a last line end the browser would put typed text before it, taking it for a mere place holder.
    const isAfterBreak = event.inputType === 'insertText' && this.text.endsWith('\n');
    if (!text || !(text.includes('\n') || isAfterBreak)) return;
    event.preventDefault();
    this.insert(text);
  }

  insert(text) {
    const selection = getSelection();
    if (!selection.rangeCount || !this.element.contains(selection.anchorNode)) this.toEnd();
    const range = selection.getRangeAt(0);
    range.deleteContents();
    const node = document.createTextNode(text.replace(/\r\n?/g, '\n'));
    range.insertNode(node);
    selection.collapse(node, node.length);
    this.element.normalize();
    this.onChange();
  }

  append(text) {
    this.toEnd();
    this.insert(text);
  }

  // The browser makes elements of line ends; turn them back.
  flatten() {
    if (!this.element.firstElementChild) return;
    this.text = plainText(this.element);
    this.toEnd();
  }

  toEnd() {
    getSelection().selectAllChildren(this.element);
    getSelection().collapseToEnd();
  }
}
