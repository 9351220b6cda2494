/** A small arched gate, ajar: the same mark as the portal's. Its colours are its own, in light and dark. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0d5c63" />
      <path fill="#86c5c2" d="M10 27V15a3.6 5.6 0 0 1 7.2 0v12Z" />
      <path fill="#fff" d="M6 27V15a10 10 0 0 1 20 0v12h-4V15a6 6 0 0 0-12 0v12Z" />
    </svg>
  );
}
