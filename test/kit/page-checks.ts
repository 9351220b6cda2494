import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page, type ViewportSize } from '@playwright/test';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules whose answer depends on the colours; the others need not be asked a second time. */
const colourRules = ['color-contrast', 'link-in-text-block'];
const schemes = ['light', 'dark'] as const;

export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFaults(new AxeBuilder({ page }).withTags(standards))).toEqual([]);
}

async function axeFaults(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe
    // Fluent UI's keeper of the focus marks both ends of a page; a focus that comes there is passed on at once.
    .exclude('[data-tabster-dummy]')
    // No page has frames; without them axe need not gather its results in a page of its own.
    .setLegacyMode()
    .analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

/** In both colour schemes; leaves the page in the light one. */
export async function expectAccessibleInBothSchemes(page: Page): Promise<void> {
  await useScheme(page, 'dark');
  expect(await axeFaults(new AxeBuilder({ page }).withRules(colourRules))).toEqual([]);
  await useScheme(page, 'light');
  await expectAccessible(page);
}

/** Without the short changes of colour in between, which nobody could judge. */
function useScheme(page: Page, colorScheme: (typeof schemes)[number]): Promise<void> {
  return page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

/** At the width the page has now, once it has settled there. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const scroll = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return Math.max(0, scrollWidth - clientWidth);
    });
  await expect.poll(scroll, { message: 'CSS pixels to scroll sideways' }).toBe(0);
}

/** WCAG 1.4.10: at 320 CSS pixels, which is also what 640 are at 200 % zoom. */
export async function expectNoSidewaysScrollAt320(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  if (before !== null) await page.setViewportSize(before);
}

/** WCAG 1.4.4: with letters of twice the size, in half a desktop window. */
export async function expectNoSidewaysScrollWithLargeText(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 800 });
  await setRootFontSize(page, '200%');
  await expectNoSidewaysScroll(page);
  await setRootFontSize(page, '');
  if (before !== null) await page.setViewportSize(before);
}

async function setRootFontSize(page: Page, size: string): Promise<void> {
  await page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
  }, size);
}

/** Presses Tab until the wanted element has the focus; on every way there, the focus can be seen. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await focusMark(page)).toBeGreaterThanOrEqual(2);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never reached it');
}

/** How wide the mark around what has the focus is, in CSS pixels; nothing marks the page itself. */
function focusMark(page: Page): Promise<number> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return 2;
    // A radio button's whole label may show its focus, or the frame that Fluent UI draws beside what it marks.
    const marked = [focused, focused.closest('label'), focused.parentElement];
    const marks = marked.flatMap((element) =>
      element === null
        ? []
        : [undefined, '::after', '::before'].map((part) => getComputedStyle(element, part)),
    );
    return Math.max(
      ...marks.map(({ outlineStyle, outlineWidth, boxShadow, textDecorationStyle }) => {
        if (outlineStyle !== 'none') return Number.parseFloat(outlineWidth);
        // Fluent UI underlines a link that has the focus twice.
        return boxShadow !== 'none' || textDecorationStyle === 'double' ? 2 : 0;
      }),
    );
  });
}

export const phoneSize = { phone: { width: 390, height: 844 } } as const;
const everySize = { ...phoneSize, desktop: { width: 1280, height: 800 } } as const;

/** Writes what a page looks like for people to look at: in a phone and on a desktop, light and dark. */
export async function takePictures(
  page: Page,
  name: string,
  sizes: Readonly<Record<string, ViewportSize>> = everySize,
): Promise<void> {
  const before = page.viewportSize();
  // What lies over a page lies over what can be seen of it, not over all of it.
  const fullPage = (await page.locator('[aria-modal="true"]').count()) === 0;
  for (const [device, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, 0));
    for (const colorScheme of schemes) {
      await useScheme(page, colorScheme);
      await page.screenshot({
        path: `test-results/screens/${name}-${device}-${colorScheme}.png`,
        fullPage,
      });
    }
  }
  await useScheme(page, 'light');
  if (before !== null) await page.setViewportSize(before);
}
