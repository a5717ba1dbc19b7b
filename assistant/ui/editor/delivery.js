// Saves a file that came with the page, as a link to it would; once, though the page may be shown again.
({id, name, content}) => {
  const handed = window.filesHanded ??= new Set();
  if (handed.has(id)) return;
  handed.add(id);
  const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type: 'application/octet-stream'}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
