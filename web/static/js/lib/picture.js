// A photograph made small: drawn anew as a JPEG that the council takes (store/practice/photographs.py). What else was in
// the file, such as where it was taken, stays behind.
const MOST_BYTES = 300_000;
const SIDES = [1600, 1280, 1024, 800, 640];
const QUALITIES = [0.85, 0.7, 0.55];

function drawn(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d', { alpha: false });
  pen.fillStyle = '#fff'; // where a drawing lets the paper through
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const asJpeg = (canvas, quality) => new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', quality); });

async function smallest(bitmap) {
  for (const side of SIDES) {
    const canvas = drawn(bitmap, side);
    for (const quality of QUALITIES) {
      const blob = await asJpeg(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return blob;
    }
  }
  throw new TypeError('no small picture came of it');
}

// The bytes, upright. Rejects where this browser cannot read the file as a picture.
export async function small(file) {
  const bitmap = await createImageBitmap(file);
  try {
    return new Uint8Array(await (await smallest(bitmap)).arrayBuffer());
  } finally {
    bitmap.close();
  }
}

// Onto `canvas`, without an address by which somebody else could have it.
export async function show(bytes, canvas) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  bitmap.close();
}
