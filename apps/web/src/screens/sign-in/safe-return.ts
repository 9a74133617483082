import { ownPath } from '@diboas/protocol';

/** Where to go after signing in: a path of ours, or home. What is none, or is too long to be sent along, leads home. */
export function safeReturn(wanted: string | undefined): string {
  const path = ownPath.safeParse(wanted);
  return path.success && !path.data.startsWith('/sign-in') ? path.data : '/';
}
