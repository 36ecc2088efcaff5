// Provides a Chromium for the tests, starts it once to see that it works, and prints its path: for test/run.mjs.
import { launchChromium, provideChromium } from './chromium';

const browser = await launchChromium();
await browser.close();
console.log(provideChromium());
