/** Widths at which a page rearranges itself. */
export const breakpoints = {
  phone: '@media (max-width: 639px)',
  /** Below it the list of pages is a drawer. */
  narrow: '@media (max-width: 959px)',
} as const;

export const narrowQuery = '(max-width: 959px)';
