import type { Choices } from '../api/choices';
import { nearestFace } from '../skin/face-strengths';
import { paintStrokes } from '../skin/paint-strokes';
import { largeEnough, type Analysis } from './analysis';
import { editHealing, type ChosenSpots } from './edit-healing';
import { facesOff } from './face-strengths';
import type { SpotSettings } from './heal-plans';

/**
 * Applies the designer's choices to the heal plan of these settings. Networks run only for added places that the
 * previous call did not have.
 * @throws EngineError the runner's errors
 */
export async function chooseSpots(analysis: Analysis, settings: SpotSettings, choices: Choices): Promise<ChosenSpots> {
  const { picture, runner, set } = analysis;
  const faces = largeEnough(await analysis.found.get());
  const skin = await analysis.skin.get();
  const { key: healingKey, healing: lazyHealing } = await analysis.healPlan(settings);
  const healing = await lazyHealing.get();
  const off = facesOff(faces, choices);
  const added = settings.heal === 'off' ? [] : choices.added;
  const { kept } = choices;
  const strokes = choices.strokes.filter(({ effect }) => effect === 'exclude' || effect === 'include');
  const key = JSON.stringify([healingKey, off, kept, added, strokes]);
  if (!off.includes(true) && kept.length + added.length + strokes.length === 0) {
    const { healed, holes } = healing;
    return { healed, holes, spots: healing.spots.map(({ report }) => report), fills: [], skin, key };
  }
  const earlierFills = analysis.chosenSpots.latest?.fills ?? [];
  return analysis.chosenSpots.get(key, async () => {
    const edited = await editHealing(
      {
        picture,
        healing,
        healingKey,
        skin,
        choices: { ...choices, strokes, added },
        earlierFills,
        inpaint: set.inpaint,
        isOff: ({ x, y }) => off[nearestFace(x, y, faces)] === true,
      },
      runner,
    );
    return { ...edited, key, skin: strokes.length === 0 ? skin : paintStrokes(skin, strokes, picture) };
  });
}
