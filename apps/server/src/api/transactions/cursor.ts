/** A cursor is opaque to clients: what it holds may change from one version to the next. */
export function encodeCursor(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

/** What the cursor holds, whatever that is: the caller checks it. */
export function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}
