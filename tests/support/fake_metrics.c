/* How: a word's width is counted, never looked up. */
#include "fake_metrics.h"

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x65F) || c == 0x200D || c == 0x200C;
}

static evne_status shape(void *context, evne_weight weight, evne_len size, evne_str text,
                         bool is_rtl, const evne_word **out, evne_error *err)
{
    fake_metrics *fake = context;
    evne_word *word = evne_arena_alloc(fake->arena, sizeof *word);

    (void)weight;
    fake->n_shaped++;
    word->text = (evne_str){evne_arena_copy(fake->arena, text.p, text.len), text.len};
    word->is_rtl = is_rtl;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = evne_utf8_next(text, &at);

        if (c >= 0xE000 && c <= 0xF8FF)
            return evne_fail(err, EVNE_INPUT, NULL, "no font has U+%04lX", (unsigned long)c);
        word->width += is_mark(c) ? 0 : size / 2;
    }
    *out = word;
    return EVNE_OK;
}

evne_metrics fake_metrics_of(fake_metrics *fake, evne_arena *arena)
{
    fake->arena = arena;
    fake->n_shaped = 0;
    return (evne_metrics){.context = fake, .shape = shape};
}
