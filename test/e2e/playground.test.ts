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

  test('opens a page of 5,000 layers and selects 2,000, with only the visible rows in the document', async () => {
    const { page } = session;
    await page.evaluate(
      ([layers, selected]) => {
        const { document } = window.playground.editor;
        const nodes = Array.from({ length: layers }, (_, index) =>
          document.create('RECTANGLE', {
            name: `Layer ${index}`,
            width: 20,
            height: 20,
            relativeTransform: [
              [1, 0, (index % 100) * 24],
              [0, 1, Math.floor(index / 100) * 24],
            ],
            fills: [{ type: 'SOLID', color: { r: 0.5, g: 0.5, b: 0.5 } }],
          }),
        );
        document.commitUndo();
        window.playground.fit();
        window.playground.select(nodes.slice(-selected).map(({ id }) => id));
      },
      [5000, 2000] as const,
    );
    const top = page.getByRole('treeitem', { name: 'Layer 4999' });
    await top.and(page.locator('[aria-selected="true"]')).waitFor();
    await page.getByText('2000 layers').waitFor();
    assert.ok((await page.getByRole('treeitem').count()) < 200);
    assert.equal(await page.locator('.overlay .outline').count(), 1);
    assert.deepEqual(
      await top.evaluate((row) => [row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]),
      ['1', '5000'],
    );

    await page.locator('.layers-panel').evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
    await page
      .getByRole('treeitem')
      .filter({ has: page.getByTitle('Layer 0', { exact: true }) })
      .click();
    assert.equal(await top.count(), 0, 'the rows at the top left the document');
    assert.equal((await session.page.evaluate(() => window.playground.selection())).length, 1);
    await session.undo();
    assert.deepEqual((await session.snapshot()).children, []);
  });
});
