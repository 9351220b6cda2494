/** Which page a response belongs to: each gets the narrowest policy its content works under. */
export type PageKind = 'portal' | 'console' | 'api';

export interface HeaderSettings {
  /** Whether the base URL is https. */
  readonly https: boolean;
}

const oneYearSeconds = 31_536_000;

// Everything a page could ask of a device is off, but for signing in with a passkey.
const permissionsPolicy = [
  'accelerometer=()',
  'autoplay=()',
  'camera=()',
  'clipboard-read=()',
  'display-capture=()',
  'encrypted-media=()',
  'fullscreen=()',
  'gamepad=()',
  'geolocation=()',
  'gyroscope=()',
  'hid=()',
  'idle-detection=()',
  'local-fonts=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'picture-in-picture=()',
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
  'screen-wake-lock=()',
  'serial=()',
  'usb=()',
  'xr-spatial-tracking=()',
].join(', ');

/** Headers of every response, unless its handler has set one itself. */
export function securityHeaders(
  kind: PageKind,
  nonce: string,
  settings: HeaderSettings,
): [string, string][] {
  const headers: [string, string][] = [
    ['Content-Security-Policy', contentSecurityPolicy(kind, nonce, settings)],
    ['Referrer-Policy', 'no-referrer'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', permissionsPolicy],
  ];
  if (settings.https) {
    headers.push(['Strict-Transport-Security', `max-age=${oneYearSeconds}; includeSubDomains`]);
  }
  return headers;
}

function contentSecurityPolicy(kind: PageKind, nonce: string, settings: HeaderSettings): string {
  const closing = [
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    ...(settings.https ? ['upgrade-insecure-requests'] : []),
  ];
  if (kind === 'api') return ["default-src 'none'", "form-action 'none'", ...closing].join('; ');
  const sources =
    kind === 'portal'
      ? [
          `script-src 'nonce-${nonce}'`,
          `style-src 'nonce-${nonce}'`,
          "form-action 'self'",
          // A registered device keeps its page as an app, and a worker of it takes messages.
          "manifest-src 'self'",
          "worker-src 'self'",
        ]
      : // The console's files are named by their content and come from 'self'; the style elements that
        // Fluent UI makes while it runs carry the nonce.
        ["script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "form-action 'none'"];
  return [
    "default-src 'none'",
    ...sources,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    ...closing,
  ].join('; ');
}
