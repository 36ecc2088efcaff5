import { strengthsOf, ADJUSTMENTS, type AdjustmentValues } from '../engine/api/adjustments';
import type { FaceReport } from '../engine/api/report';
import type { Messages } from '../locales/messages';
import { LayerList } from './batch/layer-list';
import { Segments } from './controls/segments';
import { useMessages } from './controls/use-messages';
import { FaceStrip } from './faces/face-strip';
import { ownOf, withOwnValues } from './faces/own-values';
import { inReadingOrder } from './faces/reading-order';
import { countFinds, findsOf } from './preview/finds';
import { suitedTools, toolsFor } from './preview/preview-tools';
import { ToolOptions } from './preview/tool-options';
import { faceAt } from './preview/tools';
import type { OpenPicture } from './preview/viewed-picture';
import { Review } from './review/review';
import { CLOTHES, ClothesRow } from './rows/clothes-row';
import { SHAPE, ShapeRow, type NamedPerson } from './rows/shape-row';
import { ToolList } from './rows/tool-list';
import { NetworksField } from './settings/networks-field';
import { canRetry, hasOwnSettings, isRunning, isWaiting, shownRows } from './state/run-requests';
import { shownChoices, shownPicture, shownSettings } from './state/panel-state';
import type { PanelModel } from './state/panel-model';

interface SideProps {
  readonly model: PanelModel;
}

/** The column beside the preview: faces, tools and the list of layers; or the review of finds in their place. */
export function Side({ model }: SideProps) {
  const { state, networks } = model;
  if (state.review !== null)
    return (
      <div class="side">
        <ReviewPart model={model} group={state.review} />
      </div>
    );
  return (
    <div class="side">
      <ToolPart model={model} />
      <Scope model={model} />
      <Faces model={model} />
      <Tools model={model} />
      <NetworksField networks={networks} disabled={isRunning(state) || !state.ready || isWaiting(state)} />
      <Layers model={model} />
    </div>
  );
}

/** The options of the tool in the hand. */
function ToolPart({ model: { state, dispatch, picture } }: SideProps) {
  const pictureId = shownPicture(state);
  if (picture.state !== 'open' || pictureId === null) return null;
  const tools = toolsFor(state.tools, pictureId, picture);
  const suited = suitedTools(state.tools, tools, picture);
  return (
    <ToolOptions
      picture={picture}
      tool={tools.tool}
      settings={tools.toolSettings}
      choices={shownChoices(state)}
      onChoices={(choices) => dispatch({ type: 'choices-made', choices })}
      onSettings={(toolSettings) => dispatch({ type: 'tools-used', change: { ...suited, toolSettings } })}
    />
  );
}

/** Whether the settings are for all pictures or for the shown one. */
function Scope({ model: { state, dispatch } }: SideProps) {
  const messages = useMessages();
  const own = hasOwnSettings(state);
  if ((state.selection?.pictures.length ?? 0) < 2 && !own) return null;
  return (
    <div class="scope">
      <Segments
        name="scope"
        label={messages.scope}
        value={own ? 'one' : 'all'}
        disabled={isRunning(state)}
        onChange={(scope) => dispatch({ type: 'scope-changed', scope })}
        options={(['all', 'one'] as const).map((value) => ({ value, label: messages.scopes[value] }))}
      />
    </div>
  );
}

/** The face whose own values the rows show. */
function chosenFace({ state, picture }: PanelModel) {
  if (picture.state !== 'open' || state.chosenFace === null) return null;
  return (
    faceAt(picture.faces, state.chosenFace) ?? picture.faces.find(({ box }) => holds(box, state.chosenFace!)) ?? null
  );
}

function holds(
  box: { x: number; y: number; width: number; height: number },
  { x, y }: { x: number; y: number },
): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}

function Faces({ model }: SideProps) {
  const { state, dispatch, picture } = model;
  if (picture.state !== 'open') return null;
  return (
    <FaceStrip
      faces={inReadingOrder(picture.faces)}
      chosen={chosenFace(model)}
      original={picture.original}
      choices={shownChoices(state)}
      onChoose={(place) => dispatch({ type: 'face-chosen', place })}
      onChoices={(choices) => dispatch({ type: 'choices-made', choices })}
      onPoint={(box) => dispatch({ type: 'face-pointed', box })}
    />
  );
}

function Tools({ model }: SideProps) {
  const { state, dispatch, picture } = model;
  const choices = shownChoices(state);
  const face = chosenFace(model);
  const settings = shownSettings(state);
  const known = picture.state === 'open' && picture.spots !== null ? findsOf(picture, settings, choices) : null;
  const change = (values: AdjustmentValues, control?: string): void => {
    const moved = control === undefined ? {} : { control };
    if (face === null) dispatch({ type: 'settings-changed', change: values, ...moved });
    else dispatch({ type: 'choices-made', choices: withOwnValues(choices, face, values), ...moved });
  };
  return (
    <ToolList
      values={face === null ? settings : { ...settings, ...ownValues(ownOf(face, choices)) }}
      isFace={face !== null}
      disabled={isRunning(state) || !state.ready}
      openRow={state.openRow}
      onOpen={(role) => dispatch({ type: 'row-opened', role })}
      onChange={change}
      heal={{
        counts: known === null ? null : countFinds(known),
        onReview: (group) => dispatch({ type: 'review-shown', group }),
      }}
    >
      <Clothes model={model} />
      <Shape model={model} />
    </ToolList>
  );
}

/** Clothes of the shown picture. */
function Clothes({ model }: SideProps) {
  const { state, dispatch, picture } = model;
  return (
    <ClothesRow
      choices={shownChoices(state)}
      allowed={state.preferences.clothesAllowed}
      disabled={isRunning(state) || !state.ready || picture.state !== 'open'}
      isOpen={state.openRow === CLOTHES}
      onOpen={(open) => dispatch({ type: 'row-opened', role: open ? CLOTHES : null })}
      onAllow={() => {
        dispatch({ type: 'preferences-changed', change: { clothesAllowed: true } });
        model.store();
      }}
      onChoices={(choices, control) =>
        dispatch({ type: 'choices-made', choices, ...(control === undefined ? {} : { control }) })
      }
    />
  );
}

/** Shape for the people of the shown picture, or for the chosen one. */
function Shape({ model }: SideProps) {
  const { state, dispatch, picture } = model;
  const messages = useMessages();
  const face = chosenFace(model);
  return (
    <ShapeRow
      pictureId={shownPicture(state)}
      choices={shownChoices(state)}
      people={picture.state === 'open' ? namedPeople(picture, face, messages) : null}
      allowed={state.preferences.shapeAllowed}
      disabled={isRunning(state) || !state.ready || picture.state !== 'open'}
      isOpen={state.openRow === SHAPE}
      onOpen={(open) => dispatch({ type: 'row-opened', role: open ? SHAPE : null })}
      onAllow={() => {
        dispatch({ type: 'preferences-changed', change: { shapeAllowed: true } });
        model.store();
      }}
      onChoices={(choices, control) =>
        dispatch({ type: 'choices-made', choices, ...(control === undefined ? {} : { control }) })
      }
    />
  );
}

/** The people with the names of their faces, in reading order; only the chosen one if there is one. */
function namedPeople(
  { faces, people }: OpenPicture,
  chosen: FaceReport | null,
  messages: Messages,
): readonly NamedPerson[] | null {
  if (people === null) return null;
  return inReadingOrder(faces).flatMap((face, index) => {
    const { x, y, width, height } = face.box;
    const person = people.find((one) => holds(one.face, { x: x + width / 2, y: y + height / 2 }));
    const isShown = chosen === null || chosen === face;
    return person === undefined || !isShown ? [] : [{ ...person, name: messages.faceName(index + 1) }];
  });
}

function ownValues(own: Readonly<Partial<Record<string, number>>>): AdjustmentValues {
  return Object.fromEntries(
    strengthsOf(ADJUSTMENTS).flatMap(({ key }) => (own[key] === undefined ? [] : [[key, own[key]] as const])),
  );
}

function ReviewPart({ model, group }: SideProps & { readonly group: NonNullable<PanelModel['state']['review']> }) {
  const { state, dispatch, picture } = model;
  if (picture.state !== 'open') return null;
  const choices = shownChoices(state);
  return (
    <Review
      finds={findsOf(picture, shownSettings(state), choices)}
      group={group}
      crops={picture.crops}
      choices={choices}
      current={state.currentFind}
      onGroup={(next) => dispatch({ type: 'review-shown', group: next })}
      onCurrent={(place) => dispatch({ type: 'find-chosen', place })}
      onChoices={(next) => dispatch({ type: 'choices-made', choices: next })}
    />
  );
}

function Layers({ model }: SideProps) {
  const { state, dispatch, host, thumbnails, networks } = model;
  const rows = shownRows(state, networks.used);
  if (rows.length === 0) return null;
  const mayExclude = state.batch === null || isWaiting(state);
  return (
    <LayerList
      rows={rows}
      chosen={shownPicture(state)}
      thumbnails={thumbnails}
      excluded={state.excluded}
      own={state.ownSettings}
      onChoose={(pictureId) => dispatch({ type: 'picture-chosen', pictureId })}
      onReveal={(nodeId) => void host.reveal(nodeId)}
      onExclude={mayExclude ? (pictureId) => dispatch({ type: 'exclusion-toggled', pictureId }) : null}
      onRetry={canRetry(state) ? () => model.retouch('failed') : null}
    />
  );
}
