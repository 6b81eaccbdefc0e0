// The picture as PNG: the SVG file of the same view, drawn at twice its size.

const DENSITY = 2, MOST = 12_000;

async function save(address) {
  const answer = await fetch(address.replace("/tai/png", "/tai/svg"));
  const name = /filename="([^"]+)\.svg"/.exec(answer.headers.get("content-disposition"))[1];
  const source = URL.createObjectURL(await answer.blob());
  const image = new Image();
  image.src = source;
  await image.decode();
  const scale = Math.min(DENSITY, MOST / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(source);
  canvas.toBlob((png) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(png), download: `${name}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }, "image/png");
}

export function start() {
  for (const link of document.querySelectorAll('a[href^="/tai/png"]')) {
    link.closest("li").hidden = false;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      save(link.getAttribute("href"));
    });
  }
}
