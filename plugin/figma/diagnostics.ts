import type { HostApi, RampResult } from '../../ui/host-api/host-api';
import { removeAll } from './attempt';
import { messageOf } from '../../ui/engine/api/message-of';

const LARGEST_GIFT = 64_000_000;

/** The host's part of the Diagnostics view. It leaves nothing in the document. */
export const diagnostics: Pick<HostApi, 'hostFacts' | 'weigh' | 'give' | 'exportRamp'> = {
  hostFacts: () =>
    Promise.resolve({
      apiVersion: figma.apiVersion,
      editor: figma.editorType,
      colourProfile: figma.root.documentColorProfile,
    }),
  weigh: (bytes) => Promise.resolve(bytes.length),
  give: (length) => Promise.resolve(new Uint8Array(Math.min(LARGEST_GIFT, Math.max(0, length)))),

  async exportRamp(base, layer): Promise<RampResult> {
    const made: SceneNode[] = [];
    try {
      const images = [figma.createImage(base), figma.createImage(layer)];
      const { width, height } = await images[0]!.getSizeAsync();
      const frame = figma.createFrame();
      made.push(frame);
      frame.resize(width, height);
      frame.fills = [];
      for (const [index, { hash }] of images.entries()) {
        const rectangle = figma.createRectangle();
        made.push(rectangle);
        frame.appendChild(rectangle);
        rectangle.resize(width, height);
        rectangle.x = 0;
        rectangle.y = 0;
        rectangle.fills = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: hash }];
        if (index === 1) rectangle.blendMode = 'SOFT_LIGHT';
      }
      return {
        state: 'exported',
        png: await frame.exportAsync({ format: 'PNG', constraint: { type: 'SCALE', value: 1 } }),
      };
    } catch (error) {
      return { state: 'failed', detail: messageOf(error) };
    } finally {
      removeAll(made.reverse());
    }
  },
};
