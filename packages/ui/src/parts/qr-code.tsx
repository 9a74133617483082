import { useMemo } from 'react';
import { qrPath } from '../text/qr-path.ts';

/** A text as a code for cameras. Always black on white, whatever the theme: not every camera reads it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="w-60 max-w-full rounded-(--radius-control) border border-line"
      data-qr
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
