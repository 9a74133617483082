/** Where to go after signing in: a path of ours, or home. An address of another host is never followed. */
export function safeReturn(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/';
}
