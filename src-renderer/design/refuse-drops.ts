/**
 * A file or an address that nothing in the page takes is not dropped at all: by itself a browser opens it in place of the
 * page or beside it (Electron's security checklist). Dragged text goes where it always went.
 */
export function refuseDrops(): void {
  for (const type of ['dragover', 'drop'] as const) {
    window.addEventListener(type, (event) => {
      const { defaultPrevented, dataTransfer } = event;
      if (defaultPrevented || !dataTransfer?.types.some((one) => one === 'Files' || one === 'text/uri-list'))
        return;
      event.preventDefault();
      dataTransfer.dropEffect = 'none';
    });
  }
}
