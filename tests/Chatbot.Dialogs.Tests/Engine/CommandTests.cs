using Chatbot.Dialogs.Tests.Support;

namespace Chatbot.Dialogs.Tests.Engine;

public sealed class CommandTests
{
    private const string Nik = "3317014408909003";

    private readonly Play talk = Play.On(Flows.All);

    [Fact]
    public void MENU_puts_a_form_aside_and_LANJUT_brings_it_back()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("MENU").ShouldBe("Yang tadi saya simpan. Ketik *LANJUT* kapan saja untuk meneruskan. | Mau apa?");
        talk.Say("lanjut").ShouldBe("Namanya?");
    }

    [Fact]
    public void A_form_put_aside_is_offered_again_when_it_is_begun_again()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("MENU");
        talk.Say("DAFTAR").ShouldContain("belum selesai");
        talk.Say("ya").ShouldBe("Namanya?");
    }

    [Fact]
    public void A_form_begun_inside_another_comes_back_to_it()
    {
        talk.Say("DAFTAR");
        talk.Say("CEK").ShouldBe("Empat angka?");
        talk.Say("9003").ShouldBe("Aktif. | Kita lanjutkan pendaftaran ya. | NIK-nya?");
    }

    [Fact]
    public void The_word_for_a_form_that_waits_below_goes_back_to_it()
    {
        talk.Say("DAFTAR");
        talk.Say("CEK");
        talk.Say("DAFTAR").ShouldBe("NIK-nya?");
        talk.Conversation.Frames.ShouldHaveSingleItem().Flow.ShouldBe("daftar");
    }

    [Fact]
    public void Of_two_open_forms_MENU_keeps_the_one_begun_first()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("CEK");
        talk.Say("MENU");
        talk.Say("LANJUT").ShouldBe("Namanya?");
    }

    [Fact]
    public void BATAL_leaves_the_form_and_forgets_the_answers()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("batal").ShouldStartWith("Baik, pendaftaran saya batalkan.");
        talk.Conversation.Frames.ShouldBeEmpty();
        talk.Conversation.ToBytes().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Nik)).ShouldBe(-1);
    }

    [Fact]
    public void KEMBALI_asks_the_question_before_and_forgets_its_answer()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("Siti Aminah").ShouldBe("HP-nya?");
        talk.Say("KEMBALI").ShouldBe("Namanya?");
        talk.Say("Sri").ShouldBe("HP-nya?");
        talk.Say("kembali").ShouldBe("Namanya?");
        talk.Say("kembali").ShouldBe("NIK-nya?");
        talk.Say("kembali").ShouldBe("NIK-nya?");
    }

    [Fact]
    public void ULANG_begins_the_form_again()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Say("ulang").ShouldBe("NIK-nya?");
        talk.Conversation.Frames[0].Slots.ShouldBeEmpty();
    }

    [Fact]
    public void BANTUAN_explains_the_question()
    {
        talk.Say("DAFTAR");
        talk.Say("BANTUAN").ShouldBe(
            "Bisa ketik kapan saja: *KEMBALI* ke pertanyaan sebelumnya, *ULANG* dari awal, *BATAL*, *MENU*, atau *PETUGAS* untuk dibantu orang. Boleh juga bertanya dulu. | Enam belas angka di KTP.");
    }

    [Theory]
    [InlineData("BERHENTI")]
    [InlineData("berenti")]
    [InlineData("Stop")]
    public void BERHENTI_works_in_the_middle_of_a_form(string word)
    {
        talk.Say("DAFTAR");
        talk.Say(word).ShouldBe("Kami berhenti.");
        talk.Done.ShouldHaveSingleItem().Name.ShouldBe("opt_out");
        talk.Conversation.Frames.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BATAL")]
    [InlineData("KEMBALI")]
    [InlineData("ULANG")]
    [InlineData("LANJUT")]
    public void A_command_with_nothing_open_is_answered(string word) => talk.Say(word).ShouldStartWith("Sedang tidak ada yang berjalan.");

    [Fact]
    public void A_number_chooses_from_the_menu_and_other_words_do_too()
    {
        talk.Say("menu");
        talk.Say("2").ShouldBe("Murah.");
        talk.Say("menu");
        talk.Say("iuran").ShouldBe("Murah.");
    }

    [Theory]
    [InlineData("1", "NIK-nya?")]
    [InlineData("ikut", "NIK-nya?")]
    [InlineData("2", "Mau apa?")]
    public void A_shortcut_is_taken_by_number_and_title_too(string answer, string reply)
    {
        talk.Say("BIAYA");
        talk.Say(answer).ShouldBe(reply);
    }

    [Fact]
    public void The_same_reply_goes_out_at_most_twice_in_a_row()
    {
        talk.Say("BIAYA").ShouldBe("Murah.");
        talk.Say("BIAYA").ShouldBe("Murah.");
        talk.Say("BIAYA").ShouldStartWith("Sepertinya jawaban saya belum pas");
        talk.Say("BIAYA").ShouldBe("Murah.");
    }

    [Fact]
    public void A_form_whose_step_is_gone_resumes_at_the_nearest_question()
    {
        talk.Say("DAFTAR");
        talk.Say(Nik);
        talk.Conversation = talk.Conversation with { Frames = [talk.Conversation.Frames[0] with { Step = "dihapus" }] };
        talk.Say("Siti Aminah").ShouldBe("HP-nya?");
    }

    [Fact]
    public void A_form_that_is_gone_altogether_leaves_nobody_stuck()
    {
        talk.Say("DAFTAR");
        talk.Conversation = talk.Conversation with { Frames = [talk.Conversation.Frames[0] with { Flow = "dihapus" }] };
        talk.Say("BIAYA").ShouldBe("Murah.");
    }

    [Fact]
    public void On_sms_choices_are_numbered_and_short_texts_share_a_segment()
    {
        var sms = Play.On(ReplyForm.Sms, Flows.All);
        sms.Say("menu").ShouldBe("Mau apa? 1. Daftar 2. Biaya");
        sms.Say("1").ShouldBe("NIK-nya?");
        sms.Say("BIAYA").ShouldBe("Murah. Kita lanjutkan pendaftaran. NIK-nya?");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0000\u0007")]
    [InlineData("\ud83d")]
    [InlineData("👍")]
    [InlineData("{nama} {F-JKM-04}")]
    public void Odd_messages_are_answered(string text) => talk.Say(text).ShouldNotBeEmpty();
}
