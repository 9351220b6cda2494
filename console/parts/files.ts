/** Hands a file to the browser's own way of saving downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the time the click returns.
  URL.revokeObjectURL(address);
}
