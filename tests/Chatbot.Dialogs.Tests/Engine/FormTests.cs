using Chatbot.Dialogs.Tests.Support;

namespace Chatbot.Dialogs.Tests.Engine;

public sealed class FormTests
{
    private const string Nik = "3317014408909003";
    private const string OtherNik = "3317012505889112";

    private readonly Play talk = Play.On(Flows.All);

    [Fact]
    public void A_form_asks_reviews_and_stores()
    {
        talk.Say("DAFTAR").ShouldBe("NIK-nya?");
        talk.Say("3317 0144 0890 9003").ShouldBe("Namanya?");
        talk.Say("nama saya Siti Aminah").ShouldBe("HP-nya?");
        talk.Say("nomor ini").ShouldBe("Penghasilan sebulan?");
        talk.Say("1,5 juta").ShouldBe("Siti Aminah, 3317********9003, 0812-3456-7890, Rp1.500.000. Benar?");
        talk.Say("nggih").ShouldBe("Nomor JKA-260101-ABCDE.");
        talk.Done.ShouldHaveSingleItem().Arguments.ShouldBe(
            new Dictionary<string, string>
            {
                ["nik"] = Nik, ["name"] = "Siti Aminah", ["phone"] = "+6281234567890", ["income"] = "1500000", ["benar"] = "ya",
            },
            ignoreOrder: true);
        talk.Conversation.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Several_answers_in_one_message_fill_several_slots()
    {
        talk.Say("DAFTAR");
        talk.Say($"Nama: Siti Aminah, NIK {Nik}, HP 0857-4211-9336").ShouldBe("Penghasilan sebulan?");
    }

    [Fact]
    public void A_correction_with_its_value_is_taken_at_any_point()
    {
        UpTo("Penghasilan sebulan?");
        talk.Say("eh salah, HP saya 0857 4211 9336").ShouldBe("Baik, nomor HP sudah saya ganti: *0857-4211-9336*. | Penghasilan sebulan?");
    }

    [Fact]
    public void A_correction_without_its_value_asks_for_it_and_goes_on_where_it_was()
    {
        UpTo("Penghasilan sebulan?");
        talk.Say("ganti nama").ShouldBe("Namanya?");
        talk.Say("Sri Wahyuni").ShouldBe("Penghasilan sebulan?");
        talk.Say("1 juta").ShouldStartWith("Sri Wahyuni");
    }

    [Fact]
    public void A_corrected_nik_at_the_review_is_shown_masked()
    {
        UpTo("Penghasilan sebulan?");
        talk.Say("1 juta");
        talk.Say($"bener semua kecuali nik, yg bener {OtherNik}").ShouldBe(
            "Baik, NIK sudah saya ganti: *3317********9112*. | Siti Aminah, 3317********9112, 0812-3456-7890, Rp1.000.000. Benar?");
    }

    [Fact]
    public void A_question_in_the_middle_is_answered_and_the_form_goes_on()
    {
        talk.Say("DAFTAR");
        talk.Say("kalau meninggal santunannya berapa?").ShouldBe("Total Rp42 juta untuk ahli waris. | NIK-nya?");
        talk.Say(Nik).ShouldBe("Namanya?");
    }

    [Fact]
    public void Another_flow_in_the_middle_comes_back_to_the_form()
    {
        talk.Say("DAFTAR");
        talk.Say("BIAYA").ShouldBe("Murah. | Kita lanjutkan pendaftaran ya. | NIK-nya?");
    }

    [Fact]
    public void After_two_misses_it_explains_differently_after_three_it_offers_a_person()
    {
        talk.Say("DAFTAR");
        talk.Say("asdfgh").ShouldBe("Maaf, saya belum menangkap jawabannya. | NIK-nya?");
        talk.Say("qwerty").ShouldBe("Enam belas angka di KTP.");
        talk.Say("zxcvb").ShouldContain("dibantu petugas");
        talk.Tap("petugas", "Bicara petugas").ShouldContain("Tiket T-260101-ABCD.");
        talk.Done.ShouldHaveSingleItem().Name.ShouldBe("open_ticket");
    }

    [Fact]
    public void Who_tries_again_after_the_offer_is_heard()
    {
        talk.Say("DAFTAR");
        foreach (var nonsense in (string[])["asdfgh", "qwerty", "zxcvb"]) talk.Say(nonsense);
        talk.Say(Nik).ShouldBe("Namanya?");
    }

    [Fact]
    public void A_wrong_value_is_answered_with_its_reason_and_never_stored()
    {
        talk.Say("DAFTAR");
        talk.Say("331701440890900").ShouldBe("Harus 16 angka.");
        talk.Conversation.Frames[0].Slots.ShouldBeEmpty();
    }

    [Fact]
    public void A_form_left_for_hours_asks_whether_to_go_on()
    {
        UpTo("Penghasilan sebulan?");
        talk.Now += TimeSpan.FromHours(5);
        talk.Say("halo").ShouldContain("belum selesai");
        talk.Tap("lanjut", "Lanjutkan").ShouldBe("Penghasilan sebulan?");
        talk.Say("1 juta").ShouldStartWith("Siti Aminah");
    }

    [Fact]
    public void A_form_left_for_hours_can_begin_again_or_be_dropped()
    {
        UpTo("Penghasilan sebulan?");
        talk.Now += TimeSpan.FromHours(5);
        talk.Say("assalamualaikum");
        talk.Say("2").ShouldBe("NIK-nya?");
        talk.Now += TimeSpan.FromHours(5);
        talk.Say("halo");
        talk.Say("3").ShouldContain("saya batalkan");
        talk.Conversation.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void A_form_left_for_eight_days_is_forgotten()
    {
        UpTo("Penghasilan sebulan?");
        talk.Now += TimeSpan.FromDays(8);
        talk.Say("MENU");
        talk.Conversation.Frames.ShouldNotContain(frame => frame.Flow == "daftar");
        talk.Conversation.Parked.ShouldBeNull();
    }

    [Fact]
    public void A_daily_income_is_turned_into_a_month_and_confirmed()
    {
        UpTo("Penghasilan sebulan?");
        talk.Say("120 ribu sehari").ShouldContain("*Rp3.000.000* sebulan");
        talk.Say("iya").ShouldContain("Rp3.000.000");
    }

    [Fact]
    public void The_form_page_fills_the_slots_it_knows()
    {
        talk.Say("DAFTAR");
        var replies = talk.Replies(new Incoming("", ReplyForm.WhatsApp, talk.Now)
        {
            FormValues = new Dictionary<string, string> { ["nik"] = Nik, ["name"] = "SITI AMINAH", ["sesuatu"] = "lain" },
        });
        replies.ShouldHaveSingleItem().Text.ShouldBe("HP-nya?");
    }

    [Fact]
    public void A_form_page_sent_after_the_form_was_put_aside_brings_it_back()
    {
        talk.Say("DAFTAR");
        talk.Say("MENU");
        talk.Replies(new Incoming("", ReplyForm.WhatsApp, talk.Now) { FormValues = new Dictionary<string, string> { ["nik"] = Nik } })
            .ShouldHaveSingleItem().Text.ShouldBe("Namanya?");
    }

    [Fact]
    public void A_picture_in_a_form_is_answered_and_the_question_stays()
    {
        talk.Say("DAFTAR");
        talk.Send("image").ShouldEndWith("NIK-nya?");
    }

    private void UpTo(string question)
    {
        string[] answers = ["DAFTAR", Nik, "Siti Aminah", "nomor ini"];
        foreach (var answer in answers)
            if (talk.Say(answer) == question)
                return;
        throw new InvalidOperationException($"«{question}» was not asked.");
    }
}
