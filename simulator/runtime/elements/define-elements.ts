import { ButtonElement } from './button-element'
import {
  CheckboxElement,
  CheckboxGroupElement,
  RadioElement,
  RadioGroupElement,
  SwitchElement,
} from './choice-elements'
import { FieldElement } from './field-element'
import { FormElement, LabelElement } from './form-element'
import { ImageElement, VideoElement } from './image-element'
import { NavigatorElement } from './navigator-element'
import { PickerElement } from './picker-element'
import { definePlainElements, IconElement, PLAIN_TAGS } from './plain-elements'
import { RichTextElement } from './rich-text-element'
import { ScrollViewElement } from './scroll-view-element'
import { SliderElement } from './slider-element'
import { SwiperElement } from './swiper-element'

const ELEMENTS: Record<string, CustomElementConstructor> = {
  button: ButtonElement,
  checkbox: CheckboxElement,
  'checkbox-group': CheckboxGroupElement,
  form: FormElement,
  icon: IconElement,
  image: ImageElement,
  input: class extends FieldElement {},
  label: LabelElement,
  navigator: NavigatorElement,
  picker: PickerElement,
  radio: RadioElement,
  'radio-group': RadioGroupElement,
  'rich-text': RichTextElement,
  'scroll-view': ScrollViewElement,
  slider: SliderElement,
  swiper: SwiperElement,
  switch: SwitchElement,
  textarea: class extends FieldElement {},
  video: VideoElement,
}

export const BUILT_IN_TAGS = [...PLAIN_TAGS, ...Object.keys(ELEMENTS)]

/** Makes `wx-view`, `wx-button` and the others known to the browser. */
export function defineElements(): void {
  const define = (tag: string, element: CustomElementConstructor) => customElements.define(`wx-${tag}`, element)
  definePlainElements(define)
  for (const [tag, element] of Object.entries(ELEMENTS)) define(tag, element)
}
