// A glance at a page on a phone: nothing goes wrong, nothing sticks out, nothing is in the way, and a
// control that is used changes the headline.
import { findBarriers, openPage, settle } from "./browser.mjs";

export async function glance(world, faults) {
  const page = await openPage(world.browser, world.address, { viewport: { width: 360, height: 740 } }, faults);
  await page.waitForTimeout(100);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 360) faults.push(`the page is ${wide} pixels wide`);
  for (const barrier of await findBarriers(page, world.axe)) faults.push(barrier);
  const slider = page.locator("[data-slider]").first();
  if (await slider.count() > 0) {
    await slider.focus();
    await page.keyboard.press("PageUp");
    await settle(page);
    if (!(await page.evaluate(() => Number.isFinite(reaudit.last?.audited.point)))) faults.push("a slider gives no headline");
  }
  await page.context().close();
}
