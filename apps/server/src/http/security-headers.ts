/**
 * The headers that every answer carries, but for the parts of a page, which go without `OF_DOCUMENTS`. They never change while the server runs, so they are worked out once. What
 * each forbids: OWASP's secure headers project; the policy of a page that needs another one is set by its route.
 */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
  const isSecure = publicUrl.startsWith('https:');
  const { host } = new URL(publicUrl);
  const policy = contentSecurityPolicy({
    'default-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    // Older browsers do not count a WebSocket of the same host as 'self'.
    'connect-src': ["'self'", `${isSecure ? 'wss' : 'ws'}://${host}`],
    'object-src': ["'none'"],
    // A script that ran as a worker would have the policy of its own answer, and parts of a page come without one.
    'worker-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(isSecure ? { 'upgrade-insecure-requests': [] } : {}),
  });
  return {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': NOTHING_ALLOWED,
    'referrer-policy': 'same-origin',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
}

/**
 * Those that say something of a document, or of a worker, which no page of ours may start. Beside a script, a style or a
 * font that a page brings no browser reads them: there they would only be a kilobyte more on the way of each file that
 * the first view waits for.
 */
export const OF_DOCUMENTS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
] as const;

/** What a page of ours never asks the browser for. Copying a reference is the one thing it does with the clipboard. */
const NOTHING_ALLOWED = [
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'geolocation',
    'gyroscope',
  ],
  ...['hid', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock'],
  ...['serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .join(', ');

export function contentSecurityPolicy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}
