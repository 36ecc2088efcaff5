import type { Choices } from '../api/choices';
import type { Matte } from '../picture/picture';
import { nearestFace } from '../skin/face-strengths';
import { paintStrokes } from '../skin/paint-strokes';
import { largeEnough, type Analysis, type SpotSettings } from './analysis';
import { editHealing, type EditedHealing } from './edit-healing';
import { facesOff } from './face-strengths';

/** The healing and the skin of a picture as settings and choices leave them. */
export interface ChosenSpots extends EditedHealing {
  readonly skin: Matte;
  /** What tells it from other choices of this picture. */
  readonly key: string;
}

/** Reads the treatment of these settings and applies the choices to it. Networks run for places that are new only. */
export async function chooseSpots(analysis: Analysis, settings: SpotSettings, choices: Choices): Promise<ChosenSpots> {
  const { picture, runner, set } = analysis;
  const faces = largeEnough(await analysis.found.get());
  const found = await analysis.skin.get();
  const { key: healingKey, healing } = await analysis.healPlan(settings);
  const treated = await healing.get();
  const off = facesOff(faces, choices);
  const added = settings.heal === 'off' ? [] : choices.added;
  const { kept, strokes } = choices;
  const key = JSON.stringify([healingKey, off, kept, added, strokes]);
  if (!off.includes(true) && kept.length + added.length + strokes.length === 0) {
    return {
      healed: treated.healed,
      holes: treated.holes,
      spots: treated.spots.map(({ report }) => report),
      fills: [],
      skin: found,
      key,
    };
  }
  const known = analysis.edited.latest?.fills ?? [];
  return analysis.edited.get(key, async () => {
    const edited = await editHealing(
      {
        picture,
        healing: treated,
        healingKey,
        skin: found,
        choices: { ...choices, added },
        known,
        inpaint: set.inpaint,
        isOff: ({ x, y }) => off[nearestFace(x, y, faces)] === true,
      },
      runner,
    );
    return { ...edited, key, skin: strokes.length === 0 ? found : paintStrokes(found, strokes, picture) };
  });
}
