import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
});
after(() => session?.close());
beforeEach(() => session.clear());

/** Drops or pastes files, as the browser would tell the page. */
function give(how: 'drop' | 'paste', files: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  const packed = files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const);
  return session.page.evaluate(
    ([kind, given]) => {
      const data = new DataTransfer();
      for (const [name, base64] of given)
        data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, clientX: 600, clientY: 400 })
          : new ClipboardEvent('paste', { clipboardData: data });
      window.dispatchEvent(event);
    },
    [how, packed] as const,
  );
}

describe('playground page', () => {
  test('adds dropped and pasted photos at their own size, and refuses other files by name', async () => {
    const { page } = session;
    await give('drop', [
      ['One.png', SAMPLE],
      ['Two.png', SAMPLE],
    ]);
    await page.getByRole('treeitem', { name: 'Two' }).waitFor();
    await give('paste', [['Three.png', SAMPLE]]);
    await page.getByRole('treeitem', { name: 'Three' }).waitFor();
    await give('drop', [['Notes.txt', Buffer.from('no picture')]]);
    await page.getByText('Notes.txt is not a picture').waitFor();
    const { children } = await session.snapshot();
    assert.deepEqual(
      children.map(({ values }) => [values.name, values.width, values.height]),
      [
        ['One', 512, 512],
        ['Two', 512, 512],
        ['Three', 512, 512],
      ],
    );
  });

  test('hides and fades each layer of the result, and "Before" shows the untouched photo', async () => {
    const { page } = session;
    await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 });
    const original = await session.render();
    await session.runPlugin();
    await session.choose({ heal: 'Off', even: 100, brighten: 0, flatten: false });
    await session.retouch();
    const retouched = await session.render();
    assert.notDeepEqual(retouched, original);

    await page.getByRole('button', { name: 'Unfold Retouch · Portrait' }).click();
    await page.getByRole('treeitem', { name: 'Blend' }).click();
    await page.getByRole('spinbutton', { name: 'Opacity in percent' }).fill('0');
    await page.getByRole('spinbutton', { name: 'Opacity in percent' }).press('Enter');
    assert.deepEqual(await session.render(), original);
    await session.undo();
    assert.deepEqual(await session.render(), retouched);
    await page.getByRole('treeitem', { name: 'Blend' }).hover();
    await page.getByRole('button', { name: 'Hide Blend' }).click();
    assert.deepEqual(await session.render(), original);
    await page.getByRole('button', { name: 'Show Blend' }).click();
    assert.deepEqual(await session.render(), retouched);

    await page.mouse.click(400, 600);
    const canvas = page.getByLabel('Canvas');
    const shown = await canvas.screenshot();
    await page.keyboard.down('b');
    assert.notDeepEqual(await canvas.screenshot(), shown, 'held, "Before" shows another picture');
    await page.keyboard.up('b');
  });
});
