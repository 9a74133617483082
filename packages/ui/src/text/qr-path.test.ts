import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';

const SCALE = 4;

/** What a camera sees of the drawing: the runs of its path, as pixels. */
function seen({ side, path }: ReturnType<typeof qrPath>) {
  const width = side * SCALE;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let dy = 0; dy < SCALE; dy += 1) {
      for (let dx = 0; dx < Number(run) * SCALE; dx += 1) {
        data.set([0, 0, 0], ((Number(y) * SCALE + dy) * width + Number(x) * SCALE + dx) * 4);
      }
    }
  }
  return { width, height: width, data };
}

it.each([
  'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x4bf9a1c5d2e07f5ab8e6c3d1f09a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f09',
])('is read as what it was made of: %s', (text) => {
  expect(decodeQR(seen(qrPath(text)))).toBe(text);
});
